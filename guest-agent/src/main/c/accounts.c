#include "accounts.h"

#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

/* The box may hold any file here: what is beyond these is not looked at. */
#define MAX_LINE 65536
#define MAX_FILE (1u << 20)

static int file = -1;
static char block[4096], line[MAX_LINE];
static size_t block_at, block_end, taken;

void accounts_open(const char *path) {
    struct stat stat;
    block_at = block_end = taken = 0;
    /* Not to wait for the writer of a named pipe. */
    file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file >= 0 && (fstat(file, &stat) || !S_ISREG(stat.st_mode))) {
        close(file);
        file = -1;
    }
}

static int next_byte(void) {
    if (block_at == block_end) {
        ssize_t got = taken < MAX_FILE ? read(file, block, sizeof block) : 0;
        if (got <= 0)
            return -1;
        taken += (size_t)got;
        block_at = 0;
        block_end = (size_t)got;
    }
    return (unsigned char)block[block_at++];
}

/* One that is too long is empty. */
static bool read_line(void) {
    size_t length = 0;
    int byte = next_byte();
    if (byte < 0)
        return false;
    for (; byte >= 0 && byte != '\n'; byte = next_byte(), length++) {
        if (length < sizeof line - 1)
            line[length] = (char)byte;
    }
    line[length < sizeof line - 1 ? length : 0] = 0;
    return true;
}

static unsigned take_apart(char *fields[MAX_FIELDS]) {
    unsigned count = 1;
    fields[0] = line;
    for (char *at = line; *at && count < MAX_FIELDS; at++) {
        if (*at != ':')
            continue;
        *at = 0;
        fields[count++] = at + 1;
    }
    return count;
}

bool accounts_next(char *fields[MAX_FIELDS], unsigned at_least) {
    if (file < 0)
        return false;
    while (read_line()) {
        if (take_apart(fields) >= at_least)
            return true;
    }
    close(file);
    file = -1;
    return false;
}

bool account_number(const char *text, uint32_t *number) {
    uint64_t value = 0;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9')
            return false;
        value = value * 10 + (uint64_t)(*at - '0');
        if (value >= UINT32_MAX)
            return false;
    }
    *number = (uint32_t)value;
    return *text;
}
