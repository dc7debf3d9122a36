#pragma once
/// The border for tests: libvterm (a terminal's screen without a terminal) and pseudo-terminals.
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

/// One cell, as far as tests look at it. Colours: -1 the terminal's own, 0…255 a palette index, else 0x1RRGGBB.
typedef struct {
    uint32_t characters[VTERM_MAX_CHARS_PER_CELL];
    int width;
    bool bold, italic, underline, reverse;
    int32_t foreground, background;
} cvt_cell;

static inline int32_t cvt_color(const VTermColor *color) {
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) return -1;
    if (VTERM_COLOR_IS_INDEXED(color)) return color->indexed.idx;
    return 0x1000000 | color->rgb.red << 16 | color->rgb.green << 8 | color->rgb.blue;
}

static inline cvt_cell cvt_get(VTermScreen *screen, int row, int column) {
    VTermScreenCell cell;
    cvt_cell out = {0};
    VTermPos at = {.row = row, .col = column};
    if (!vterm_screen_get_cell(screen, at, &cell)) return out;
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++) out.characters[i] = cell.chars[i];
    out.width = cell.width;
    out.bold = cell.attrs.bold;
    out.italic = cell.attrs.italic;
    out.underline = cell.attrs.underline != 0;
    out.reverse = cell.attrs.reverse;
    out.foreground = cvt_color(&cell.fg);
    out.background = cvt_color(&cell.bg);
    return out;
}

static inline VTermPos cvt_cursor(VTerm *terminal) {
    VTermPos at = {0};
    vterm_state_get_cursorpos(vterm_obtain_state(terminal), &at);
    return at;
}

/// Opens a pseudo-terminal of a size in cells and (for the programs that ask) pixels. 0, or an errno.
static inline int cpt_open(int *master, int *slave, char *name, int columns, int rows, int cell_width, int cell_height) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns,
                           .ws_xpixel = (unsigned short)(columns * cell_width),
                           .ws_ypixel = (unsigned short)(rows * cell_height)};
    if (openpty(master, slave, name, NULL, &size) != 0) return errno;
    fcntl(*master, F_SETFD, FD_CLOEXEC);
    fcntl(*slave, F_SETFD, FD_CLOEXEC);
    return 0;
}

static inline void cpt_resize(int master, int columns, int rows, int cell_width, int cell_height) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns,
                           .ws_xpixel = (unsigned short)(columns * cell_width),
                           .ws_ypixel = (unsigned short)(rows * cell_height)};
    ioctl(master, TIOCSWINSZ, &size);
}

/// Starts a program as the leader of a session of its own, with the terminal as its controlling one. 0, or an errno.
static inline int cpt_spawn(pid_t *pid, const char *path, char *const argv[], char *const envp[], const char *tty) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    // The first terminal a session leader opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, tty, O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, 0, 1);
    posix_spawn_file_actions_adddup2(&actions, 0, 2);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    // 0x80 is POSIX_SPAWN_SETSID, which the header shows only to GNU sources.
    posix_spawnattr_setflags(&attributes, 0x80 | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    int result = posix_spawn(pid, path, &actions, &attributes, argv, envp);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return result;
}

/// A descriptor that becomes readable when the process ends.
static inline int cpt_pidfd(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

static inline bool cpt_exited(int status) { return WIFEXITED(status); }
static inline int cpt_code(int status) { return WEXITSTATUS(status); }
static inline int cpt_signal(int status) { return WTERMSIG(status); }
