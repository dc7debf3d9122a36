// The limit of answering a key: every byte that is typed comes back, and nothing else happens.
#include <termios.h>
#include <unistd.h>

int main(void) {
    struct termios mode;
    if (tcgetattr(0, &mode)) return 1;
    cfmakeraw(&mode);
    tcsetattr(0, TCSANOW, &mode);
    if (write(1, "ready", 5) != 5) return 1;
    for (char byte; read(0, &byte, 1) == 1;)
        if (write(1, &byte, 1) != 1) return 1;
    return 0;
}
