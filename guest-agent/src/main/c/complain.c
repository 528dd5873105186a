#include "complain.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

static char line[PATH_MAX + 256];

static size_t add(size_t at, const char *string) {
    /* A newline or escape in a path must not end the line, or command a terminal. */
    for (; *string && at < sizeof line - 1; string++)
        line[at++] = (unsigned char)*string < ' ' || *string == 127 ? '?' : *string;
    return at;
}

void complain(const char *path, const char *what, int error) {
    size_t length = add(0, path);
    length = add(add(length, *path ? ": " : ""), what);
    if (error)
        length = add(add(length, ": "), strerror(error));
    line[length++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, length);
    (void)written;
    _exit(1);
}
