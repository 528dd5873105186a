#include "procfs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

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

void procfs_read_of(const char *process, const char *name, char *to, size_t size) {
    struct text path = {0};
    text_add(&path, "/proc/");
    text_add(&path, process);
    text_add(&path, name);
    procfs_read(path.bytes, to, size);
}

/* The second field is a name that may hold anything, in parentheses. */
bool procfs_stat(const char *process, struct process_stat *stat) {
    char line[1024];
    procfs_read_of(process, "/stat", line, sizeof line);
    char *name = strchr(line, '('), *behind = strrchr(line, ')');
    if (!name || !behind || behind < name || strlen(behind) < 4)
        return false;
    size_t length = (size_t)(behind - name - 1);
    length = length < sizeof stat->name ? length : sizeof stat->name - 1;
    memcpy(stat->name, name + 1, length);
    stat->name[length] = 0;
    stat->state = behind[2];
    procfs_numbers(behind + 3, stat->fields + STAT_PARENT, STAT_FIELDS - STAT_PARENT);
    return true;
}
