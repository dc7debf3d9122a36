#pragma once
#include <termios.h>

// Between the two halves of the guard.

/// Moves what is known of the terminal into memory that a forked process shares. Returns 0, or an errno.
int ctg_share(void);

/// Gives the terminal back in place of a child that has died, if the child had it.
void ctg_restore_for_child(int fd, const struct termios *before);
