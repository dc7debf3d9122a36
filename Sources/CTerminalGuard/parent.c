#define _GNU_SOURCE
#include "CTerminalGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t child;
static const int forwarded[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};

static void forward(int signal_number) {
    int saved = errno;
    if (child > 0) kill(child, signal_number);
    errno = saved;
}

static void give_back(int fd, const struct termios *modes, const char *restore, size_t length) {
    signal(SIGTTOU, SIG_IGN);
    (void)!write(fd, restore, length);
    tcsetattr(fd, TCSANOW, modes);
}

void ctg_guard_with_parent(const char *restore, size_t length) {
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    struct termios modes;
    if (fd < 0 || tcgetattr(fd, &modes) != 0) {
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
    struct sigaction action = {.sa_handler = forward};
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
        } else if (WIFEXITED(status)) {
            _exit(WEXITSTATUS(status));
        } else if (WIFSIGNALED(status)) {
            int signal_number = WTERMSIG(status);
            if (signal_number == SIGKILL) give_back(fd, &modes, restore, length);
            // End as the child ended, but leave one core at most: the child's.
            struct rlimit none = {0, 0};
            setrlimit(RLIMIT_CORE, &none);
            signal(signal_number, SIG_DFL);
            raise(signal_number);
            _exit(128 + signal_number);
        }
    }
}
