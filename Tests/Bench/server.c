// A provider on this machine that answers every request with one prepared body, as fast as the loopback goes.
// server BODY-FILE [SECONDS [TYPE]]; prints its port; ends when its standard input does. An answer is spread over SECONDS.
#include <arpa/inet.h>
#include <ctype.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char *answer;
static size_t size;

static int take_request(int connection, char *block, size_t room) {
    size_t have = 0;
    for (;;) {
        ssize_t count = read(connection, block + have, room - 1 - have);
        if (count <= 0) return 0;
        have += count;
        block[have] = 0;
        char *end = strstr(block, "\r\n\r\n");
        if (!end) {
            if (have == room - 1) return 0;
            continue;
        }
        const char *field = strcasestr(block, "\r\ncontent-length:");
        size_t body = field && field < end ? strtoul(field + 17, NULL, 10) : 0, got = have - (end + 4 - block);
        while (got < body) {
            if ((count = read(connection, block, room - 1)) <= 0) return 0;
            got += count;
        }
        return 1;
    }
}

static double seconds;

// Sends no sooner than an even stream would; what is no stream comes at the end of its time.
static void keep_pace(const struct timespec *start, size_t sent) {
    double due = start->tv_sec + start->tv_nsec / 1e9 + seconds * sent / size;
    struct timespec then = {(time_t)due, (long)((due - (time_t)due) * 1e9)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &then, NULL);
}

static void *serve(void *argument) {
    int connection = (int)(intptr_t)argument;
    static const size_t room = 1 << 16;
    char *block = malloc(room);
    struct timespec start;
    while (take_request(connection, block, room)) {
        clock_gettime(CLOCK_MONOTONIC, &start);
        if (seconds > 0 && size <= room) keep_pace(&start, size);
        for (size_t sent = 0; sent < size;) {
            size_t piece = seconds > 0 && size - sent > room ? room : size - sent;
            ssize_t count = send(connection, answer + sent, piece, MSG_NOSIGNAL);
            if (count <= 0) goto end;
            sent += count;
            if (seconds > 0) keep_pace(&start, sent);
        }
    }
end:
    free(block);
    close(connection);
    return NULL;
}

static void *watch(void *unused) {
    char byte;
    while (read(0, &byte, 1) > 0) {}
    exit(0);
}

int main(int count, char **arguments) {
    FILE *file = count >= 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) return 2;
    if (count > 2) seconds = atof(arguments[2]);
    fseek(file, 0, SEEK_END);
    size_t length = ftell(file);
    rewind(file);
    answer = malloc(length + 256);
    const char *type = count > 3 ? arguments[3] : "text/event-stream";
    size = sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Type: %.99s\r\nContent-Length: %zu\r\n\r\n", type, length);
    if (fread(answer + size, 1, length, file) != length) return 1;
    size += length;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t room = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, room) || listen(listener, 64)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &room);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    pthread_t thread;
    pthread_create(&thread, NULL, watch, NULL);
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)connection)) close(connection);
        else pthread_detach(thread);
    }
}
