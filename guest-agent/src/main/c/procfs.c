#include "procfs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void procfs_read(const char *path, char *to, size_t size) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file >= 0 ? read(file, to, size - 1) : 0;
    to[got > 0 ? got : 0] = 0;
    if (file >= 0)
        close(file);
}

uint64_t procfs_value(const char *text, const char *key) {
    const char *at = strstr(text, key);
    return at ? strtoull(at + strlen(key), 0, 10) : 0;
}

void procfs_numbers(const char *line, uint64_t *numbers, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char *end;
        numbers[i] = strtoull(line, &end, 10);
        line = end;
    }
}
