#define _GNU_SOURCE
#include "CTerminalGuard.h"
#include "shared.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t child;
static const int forwarded[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};

// What the terminal sends goes to the whole group, so the child has its own; a second one might come late, when the
// program that it was typed at has gone.
static void forward(int signal_number, siginfo_t *info, void *context) {
    (void)context;
    int saved = errno;
    if (child > 0 && info->si_code != SI_KERNEL) kill(child, signal_number);
    errno = saved;
}

// The parent only waits: what it was started with is no business of its own, and a key may be in it.
static void forget_environment(void) {
    for (char **entry = environ; entry && *entry; entry++) memset(*entry, 0, strlen(*entry));
}

void ctg_guard_with_parent(void) {
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    struct termios modes;
    if (fd < 0 || tcgetattr(fd, &modes) != 0 || ctg_share() != 0) {
        if (fd >= 0) close(fd);
        return;
    }
    // Signals that arrive between fork and the handlers must not be lost.
    sigset_t all, mask;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &mask);
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid <= 0) {
        if (pid == 0) {
            // If the guardian is killed the studio ends too, and gives the terminal back itself.
            prctl(PR_SET_PDEATHSIG, SIGHUP);
            if (getppid() != parent) raise(SIGHUP);
        }
        sigprocmask(SIG_SETMASK, &mask, NULL);
        close(fd);
        return;
    }
    child = pid;
    forget_environment();
    struct sigaction action = {.sa_sigaction = forward, .sa_flags = SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof forwarded / sizeof *forwarded; i++) sigaction(forwarded[i], &action, NULL);
    signal(SIGTSTP, SIG_IGN);
    signal(SIGTTOU, SIG_IGN);
    signal(SIGTTIN, SIG_IGN);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    for (;;) {
        int status;
        if (waitpid(pid, &status, WUNTRACED) < 0) {
            if (errno == EINTR) continue;
            _exit(1);
        }
        if (WIFSTOPPED(status)) {
            raise(SIGSTOP);
            kill(pid, SIGCONT);
            continue;
        }
        ctg_restore_for_child(fd, &modes);
        if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
        if (WIFSIGNALED(status)) {
            int signal_number = WTERMSIG(status);
            signal(signal_number, SIG_DFL);
            raise(signal_number);
            _exit(128 + signal_number);
        }
    }
}
