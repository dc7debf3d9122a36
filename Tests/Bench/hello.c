// The reference of a first frame: the least that a curses program of 120 × 36 cells does.
#include <ncurses.h>

int main(void) {
    initscr();
    raw();
    noecho();
    keypad(stdscr, TRUE);
    start_color();
    box(stdscr, 0, 0);
    for (int y = 2; y < LINES - 2; y++) mvprintw(y, 3, "row %d of a first frame with as much text as a pane of a studio", y);
    mvprintw(LINES - 1, 2, "hints-are-here");
    refresh();
    getch();
    endwin();
    return 0;
}
