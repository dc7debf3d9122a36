#pragma once
/// The border to ncurses. Swift's importer defines neither _XOPEN_SOURCE nor _XOPEN_SOURCE_EXTENDED before curses.h,
/// so without this define the module has no wide-character functions.
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdint.h>
#include <curses.h>
#include <wchar.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Globals in C are shared mutable state, which Swift 6 refuses: they are read through these.

/// The standard window of the current screen; null before `newterm`.
static inline WINDOW *cn_stdscr(void) { return stdscr; }
/// The window that holds what the terminal shows; passing it to `clearok` repaints everything.
static inline WINDOW *cn_curscr(void) { return curscr; }
/// How many colours the terminal's description names; valid after `start_color`, 0 when it has none.
static inline int cn_colors(void) { return COLORS; }

// Attributes are macro expressions, which the importer skips.

static const attr_t CN_NORMAL = WA_NORMAL;
static const attr_t CN_BOLD = WA_BOLD;
static const attr_t CN_DIM = WA_DIM;
static const attr_t CN_ITALIC = WA_ITALIC;
static const attr_t CN_UNDERLINE = WA_UNDERLINE;
static const attr_t CN_REVERSE = WA_REVERSE;

/// Writes one cell of the standard window: up to five characters (a base and what combines with it, null-terminated),
/// attributes and a colour pair of any size. At the lower right corner curses reports an error although it writes the
/// cell, so there is nothing to return.
static inline void cn_put(int y, int x, const wchar_t *text, attr_t attributes, int pair) {
    cchar_t cell;
    if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return;
    mvwadd_wch(stdscr, y, x, &cell);
}

/// A string capability of the terminal ("rmcup", "sgr0"), or null when it is absent or no string.
static inline const char *cn_capability(const char *name) {
    char *value = tigetstr((char *)name);
    return value == (char *)-1 ? NULL : value;
}

/// The character set of the current locale, for instance "UTF-8".
static inline const char *cn_codeset(void) { return nl_langinfo(CODESET); }

/// A file in memory, closed in other programs (memfd_create(2), which the C library hides without _GNU_SOURCE), or -1.
static inline int cn_memory_file(void) { return (int)syscall(SYS_memfd_create, "easel", 1u); }

/// Makes one descriptor lead where another leads, closed in other programs (dup3(2), hidden likewise). -1 when it failed.
static inline int cn_redirect(int descriptor, int target) {
    return (int)syscall(SYS_dup3, target, descriptor, O_CLOEXEC);
}
