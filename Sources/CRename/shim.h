#pragma once
/// renameat2(2) is declared by glibc only under _GNU_SOURCE, which Swift's importer does not define.
#include <fcntl.h>
#include <stdio.h>
#include <errno.h>
#include <unistd.h>
#include <sys/syscall.h>

extern int renameat2(int, const char *, int, const char *, unsigned int);

/// Renames without ever replacing a file that is there (errno EEXIST). Falls back to link and unlink on file systems
/// that lack RENAME_NOREPLACE. 0, or -1 with errno.
static inline int cr_rename_noreplace(const char *from, const char *to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, 1 /* RENAME_NOREPLACE */) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    if (link(from, to) != 0) return -1;
    return unlink(from);
}
