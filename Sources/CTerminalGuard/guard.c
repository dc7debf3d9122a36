#define _GNU_SOURCE
#include "CTerminalGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const int fatal[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
enum { fatal_count = sizeof fatal / sizeof *fatal, capacity = 2048 };

// Two buffers, and the index of the one in force: a signal in the middle of a change sees the old one whole.
static char bytes[2][capacity];
static size_t lengths[2];
static volatile sig_atomic_t current;
static volatile sig_atomic_t armed;
static int terminal = -1;
static struct termios modes;
static struct sigaction before[fatal_count];
static char stack[32768];

void ctg_restore(void) {
    if (!armed) return;
    int saved = errno;
    // A background process that sets modes is stopped by SIGTTOU unless it ignores the signal.
    struct sigaction ignore = {.sa_handler = SIG_IGN}, old;
    sigaction(SIGTTOU, &ignore, &old);
    const char *text = bytes[current];
    size_t left = lengths[current];
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
    ctg_restore();
    armed = 0;
    // Not to the handler before ours: the language runtime's would print memory, and a key may be in it.
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(signal_number, &standard, NULL);
    raise(signal_number);
}

int ctg_set_restore(const char *restore, size_t length) {
    if (length > capacity) return EINVAL;
    int next = 1 - current;
    if (length > 0) memcpy(bytes[next], restore, length);
    lengths[next] = length;
    current = next;
    return 0;
}

int ctg_arm(int fd, const char *restore, size_t length) {
    if (tcgetattr(fd, &modes) != 0) return errno;
    int error = ctg_set_restore(restore, length);
    if (error) return error;
    terminal = fd;
    armed = 1;
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

void ctg_pause(void) { armed = 0; }
void ctg_resume(void) { armed = terminal >= 0; }

void ctg_disarm(void) {
    if (terminal < 0) return;
    armed = 0;
    for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &before[i], NULL);
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

int ctg_watch(void) {
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < 3; i++) sigaction(watched[i], &action, &unwatched[i]);
    return ends[0];
}

void ctg_unwatch(void) {
    if (ends[0] < 0) return;
    for (int i = 0; i < 3; i++) sigaction(watched[i], &unwatched[i], NULL);
    close(ends[0]);
    close(ends[1]);
    ends[0] = ends[1] = -1;
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
