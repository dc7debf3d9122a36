#pragma once
#include <stddef.h>
#include <termios.h>

/// What must work when nothing else does: giving the terminal back from inside a signal handler.
/// Swift code is not async-signal-safe (it may allocate or lock), so this part is C, and holds the one piece of state
/// a handler can reach.

/// Remembers the terminal's modes as they are now and the bytes that undo everything we switch on, and takes the
/// signals that end a process (INT TERM HUP QUIT, SEGV BUS ILL FPE ABRT TRAP): the handler writes the bytes, restores
/// the modes and lets the signal end the process as it does by default. Returns 0, or an errno.
int ctg_arm(int fd, const char *restore, size_t length);

/// Replaces the bytes (when more has been switched on since). At most 2048 bytes; returns 0 or EINVAL.
int ctg_set_restore(const char *restore, size_t length);

/// While the terminal belongs to someone else (an editor, a stopped job) a signal must not touch it, and INT and QUIT are
/// meant for them.
void ctg_pause(void);
void ctg_resume(void);

/// Writes the bytes and restores the modes now. Async-signal-safe.
void ctg_restore(void);

/// Gives the signals back.
void ctg_disarm(void);

/// From now on WINCH, TSTP, CONT are written as one byte each (the signal's number) to a pipe, and the first of INT, TERM
/// and HUP too: a program that has something to finish can do so, before and after the terminal was given back. Another INT
/// or TERM, more than a second later, restores the terminal and ends it.
/// Returns the reading end, or -1.
int ctg_watch(void);
void ctg_unwatch(void);

/// Ends the process as the signal would have done. Does not return.
void ctg_end_by(int signal_number) __attribute__((noreturn));

/// Stops this process group as Ctrl-Z does, and returns when it is continued.
void ctg_stop(void);

/// Forks: the studio goes on in the child, and the parent waits, so that even SIGKILL of the studio leaves a usable
/// terminal. Returns in the child only (or in the only process when that cannot be). The parent forwards INT TERM HUP QUIT
/// USR1 USR2, stops and continues with the child, gives the terminal back if the child has died without doing so, and ends
/// as it ended. To be called before any thread exists.
void ctg_guard_with_parent(void);
