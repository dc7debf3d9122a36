#pragma once
/// What decoding in a process of its own, and keeping a key, need of the system, and Swift cannot say: control messages
/// are macros, and a system call filter is a list of macros.
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

/// Sends bytes and, with them, an open file. The count of bytes sent, or -1 and errno; never SIGPIPE.
static inline ssize_t csb_send(int socket, const void *bytes, size_t count, int file) {
    struct iovec part = {(void *)bytes, count};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    memset(&control, 0, sizeof control);
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    message.msg_control = control.room;
    message.msg_controllen = sizeof control.room;
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(&control.header), &file, sizeof file);
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

/// Receives bytes and the file that came with them: its descriptor, or -1 when there was none.
static inline ssize_t csb_receive(int socket, void *bytes, size_t count, int *file) {
    struct iovec part = {bytes, count};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    message.msg_control = control.room;
    message.msg_controllen = sizeof control.room;
    *file = -1;
    ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (got < 0) return got;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS
        && header->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(file, CMSG_DATA(header), sizeof *file);
    return got;
}

/// A started program keeps no descriptor from this one up. (The C library declares it only under _GNU_SOURCE.)
static inline int csb_close_from(posix_spawn_file_actions_t *actions, int first) {
    extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

/// A counter that can be written and polled, or -1.
static inline int csb_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

/// Seconds of CPU from now until SIGPROF ends the process; 0: no end.
static inline void csb_allow_seconds(long seconds) {
    struct itimerval limit = {{0, 0}, {seconds, 0}};
    setitimer(ITIMER_PROF, &limit, NULL);
}

/// No more memory than this, few descriptors, no files written, no further processes, no core.
static inline void csb_limit(size_t memory, size_t descriptors) {
    const struct { int resource; rlim_t most; } limits[] = {
        {RLIMIT_AS, memory}, {RLIMIT_NOFILE, descriptors}, {RLIMIT_FSIZE, 0}, {RLIMIT_NPROC, 0}, {RLIMIT_CORE, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit limit = {limits[i].most, limits[i].most};
        setrlimit(limits[i].resource, &limit);
    }
    // Large blocks go back to the system as soon as they are free.
    mallopt(M_MMAP_THRESHOLD, 128 << 10);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
}

/// Whether somebody traces this process.
static inline bool csb_is_traced(void) {
    char text[2048];
    int file = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    text[count > 0 ? count : 0] = 0;
    const char *line = strstr(text, "\nTracerPid:\t");
    return line && line[12] != '0';
}

/// What is in memory stays there, for a key is among it: no core, and nobody but the administrator may trace the process
/// or read its environment. To be called first of all. Who has traced it from its very start sees everything anyway.
static inline void csb_keep_private(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (!csb_is_traced()) prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // The language's runtime would print memory, by way of a tracer that cannot trace us any more.
    const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGQUIT};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) signal(crashes[i], SIG_DFL);
}

/// The environment as the process has it: `NAME=value`, null after the last. (In a process that keeps private,
/// /proc/self/environ is the administrator's.)
static inline char **csb_environment(void) {
    extern char **environ;
    return environ;
}

#if defined(__x86_64__)
#define CSB_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CSB_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define CSB_ALLOW(name) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

/// From now on this process can compute, allocate, use the descriptors it has, and end; every other system call fails
/// with EPERM. Memory never becomes code. Returns 0, or an errno where the kernel has no filters.
static inline int csb_lock(void) {
#ifdef CSB_ARCHITECTURE
    const struct sock_filter refuse = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CSB_ARCHITECTURE, 1, 0),
        refuse,
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        CSB_ALLOW(read), CSB_ALLOW(write), CSB_ALLOW(pread64), CSB_ALLOW(recvmsg), CSB_ALLOW(sendto),
        CSB_ALLOW(ppoll), CSB_ALLOW(close), CSB_ALLOW(munmap), CSB_ALLOW(mremap), CSB_ALLOW(brk), CSB_ALLOW(madvise),
        CSB_ALLOW(futex), CSB_ALLOW(getrandom), CSB_ALLOW(clock_gettime), CSB_ALLOW(sched_yield),
        CSB_ALLOW(rt_sigreturn), CSB_ALLOW(rt_sigprocmask), CSB_ALLOW(restart_syscall), CSB_ALLOW(setitimer),
        CSB_ALLOW(exit), CSB_ALLOW(exit_group),
#ifdef __NR_poll
        CSB_ALLOW(poll),
#endif
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_mmap, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_mprotect, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 4 /* PROT_EXEC */, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        refuse,
    };
    struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0) return errno;
    return 0;
#else
    return ENOSYS;
#endif
}
