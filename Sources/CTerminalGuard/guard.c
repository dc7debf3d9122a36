#define _GNU_SOURCE
#include "CTerminalGuard.h"
#include "shared.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static const int fatal[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { fatal_count = sizeof fatal / sizeof *fatal, capacity = 2048 };

// What the guardian parent must know too, at any moment.
static struct shared {
    // Two buffers, and the index of the one in force: a signal in the middle of a change sees the old one whole.
    char bytes[2][capacity];
    size_t lengths[2];
    volatile sig_atomic_t current;
    // The terminal is taken.
    volatile sig_atomic_t armed;
    // Another program has it for a while.
    volatile sig_atomic_t paused;
} own, *state = &own;
static int terminal = -1;
static struct termios modes;
static struct sigaction before[fatal_count];
static char stack[32768];

void ctg_restore(void) {
    if (!state->armed || state->paused) return;
    int saved = errno;
    // A background process that sets modes is stopped by SIGTTOU unless it ignores the signal.
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    sigaction(SIGTTOU, &ignore, &old);
    const char *text = state->bytes[state->current];
    size_t left = state->lengths[state->current];
    // The terminal may not be reading: never wait for it more than one second in all.
    tcflow(terminal, TCOON);
    int tries = 0;
    int flags = fcntl(terminal, F_GETFL);
    fcntl(terminal, F_SETFL, flags | O_NONBLOCK);
    while (left > 0 && tries < 100) {
        ssize_t written = write(terminal, text, left);
        if (written > 0) {
            text += written;
            left -= (size_t)written;
        } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
            break;
        } else {
            struct timespec pause = {0, 10000000};
            nanosleep(&pause, NULL);
            tries++;
        }
    }
    fcntl(terminal, F_SETFL, flags);
    tcsetattr(terminal, TCSANOW, &modes);
    sigaction(SIGTTOU, &old, NULL);
    errno = saved;
}

static void die(int signal_number) {
    // Typed at the program that has the terminal.
    if (state->paused && signal_number == SIGQUIT) return;
    ctg_restore();
    // What the other program has changed only the guardian can put right, once that has lost the terminal.
    if (!state->paused) state->armed = 0;
    // Not to the handler before ours: the language runtime's would print memory, and a key may be in it.
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(signal_number, &standard, NULL);
    raise(signal_number);
}

int ctg_set_restore(const char *restore, size_t length) {
    if (length > capacity) return EINVAL;
    int next = 1 - state->current;
    if (length > 0) memcpy(state->bytes[next], restore, length);
    state->lengths[next] = length;
    state->current = next;
    return 0;
}

int ctg_share(void) {
    void *page = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return errno;
    state = page;
    return 0;
}

void ctg_restore_for_child(int fd, const struct termios *before) {
    terminal = fd;
    modes = *before;
    state->paused = 0;
    ctg_restore();
}

int ctg_arm(int fd, const char *restore, size_t length) {
    if (tcgetattr(fd, &modes) != 0) return errno;
    int error = ctg_set_restore(restore, length);
    if (error) return error;
    terminal = fd;
    state->paused = 0;
    state->armed = 1;
    // A stack of its own, so that running out of stack is survivable too.
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    struct sigaction action = {.sa_handler = die, .sa_flags = SA_ONSTACK};
    sigfillset(&action.sa_mask);
    for (int i = 0; i < fatal_count; i++) {
        sigaction(fatal[i], NULL, &before[i]);
        // Who started us with a signal ignored (nohup) meant it.
        if (before[i].sa_handler != SIG_IGN) sigaction(fatal[i], &action, NULL);
    }
    return 0;
}

// When it was asked to end, in seconds; 0: it was not.
static volatile sig_atomic_t asked;
static volatile sig_atomic_t asks;

static int asks_to_end(int signal_number) {
    return signal_number == SIGINT || signal_number == SIGTERM || signal_number == SIGHUP;
}

void ctg_pause(void) { state->paused = 1; }
void ctg_resume(void) { state->paused = 0; }

void ctg_disarm(void) {
    if (terminal < 0) return;
    state->armed = 0;
    state->paused = 0;
    for (int i = 0; i < fatal_count; i++) {
        if (!asks || !asks_to_end(fatal[i])) sigaction(fatal[i], &before[i], NULL);
    }
    terminal = -1;
}

static const int watched[] = {SIGWINCH, SIGTSTP, SIGCONT};
static struct sigaction unwatched[3];
static int ends[2] = {-1, -1};

static void note(int signal_number) {
    int saved = errno;
    char byte = (char)signal_number;
    // A full pipe already holds enough of them.
    (void)!write(ends[1], &byte, 1);
    errno = saved;
}

// The first is news. One signal may come twice (to the guardian, and to the whole group), and a closed terminal sends
// as many as it likes; so only another one a second later means that it has waited long enough.
static void ask(int signal_number) {
    // Typed at the program that has the terminal.
    if (state->paused && signal_number == SIGINT) return;
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!asked) {
        asked = (sig_atomic_t)now.tv_sec + 1;
        note(signal_number);
    } else if (signal_number != SIGHUP && now.tv_sec > asked) {
        die(signal_number);
    }
}

int ctg_watch(void) {
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < 3; i++) sigaction(watched[i], &action, &unwatched[i]);
    // For good: what is finished after the terminal was given back must not be cut off either.
    asks = 1;
    action.sa_handler = ask;
    for (int i = 0; i < fatal_count; i++) {
        if (asks_to_end(fatal[i]) && before[i].sa_handler != SIG_IGN) sigaction(fatal[i], &action, NULL);
    }
    return ends[0];
}

void ctg_unwatch(void) {
    if (ends[0] < 0) return;
    for (int i = 0; i < 3; i++) sigaction(watched[i], &unwatched[i], NULL);
    close(ends[0]);
    close(ends[1]);
    ends[0] = ends[1] = -1;
}

void ctg_end_by(int signal_number) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(signal_number, &standard, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    raise(signal_number);
    _exit(128 + signal_number);
}

void ctg_stop(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL}, old;
    sigaction(SIGTSTP, &standard, &old);
    sigset_t set, mask;
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &set, &mask);
    kill(0, SIGTSTP);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &old, NULL);
}
