#pragma once
/// The border to ncurses. Swift's importer defines neither _XOPEN_SOURCE nor _XOPEN_SOURCE_EXTENDED before curses.h,
/// so without this define the module has no wide-character functions.
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <curses.h>
#include <wchar.h>

/// The standard window; a global in C, which Swift 6 refuses as shared mutable state.
static inline WINDOW *cn_stdscr(void) { return stdscr; }
