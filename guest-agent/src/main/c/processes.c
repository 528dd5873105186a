#include "processes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "listing.h"
#include "procfs.h"
#include "protocol.h"
#include "text.h"
#include "wire.h"

#define NANOS_PER_SECOND 1000000000ull
#define MICROS_PER_SECOND 1000000ull

static uint8_t output[65536];
static size_t output_end;

static bool flush(void) {
    for (size_t at = 0; at < output_end;) {
        ssize_t written = write(STDOUT_FILENO, output + at, output_end - at);
        if (written < 0 && errno != EINTR)
            return false;
        at += written > 0 ? (size_t)written : 0;
    }
    output_end = 0;
    return true;
}

/* Who it acts as; its directory in /proc is root's where it may not be looked into. */
static uint32_t user_of(const char *process) {
    char status[4096];
    uint64_t ids[2] = {0};
    procfs_read_of(process, "/status", status, sizeof status);
    const char *at = strstr(status, "\nUid:");
    if (at)
        procfs_numbers(at + 5, ids, 2);
    return (uint32_t)ids[1];
}

static size_t write_name(uint8_t *to, const char *name) {
    size_t length = strlen(name);
    to[0] = '[';
    memcpy(to + 1, name, length);
    to[length + 1] = ']';
    return length + 2;
}

/* One that has ended, or taken its arguments away, has a name left. */
static size_t write_command_line(uint8_t *to, const char *process, const struct process_stat *stat) {
    struct text path = {0};
    text_add(&path, "/proc/");
    text_add(&path, process);
    text_add(&path, "/cmdline");
    int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
    ssize_t got = file >= 0 ? read(file, to, MAX_COMMAND_LINE) : 0;
    if (file >= 0)
        close(file);
    while (got > 0 && !to[got - 1])
        got--;
    for (ssize_t i = 0; i < got; i++)
        to[i] = to[i] ? to[i] : ' ';
    return got > 0 ? (size_t)got : write_name(to, stat->name);
}

static void write_process(const char *process, const struct process_stat *stat) {
    uint8_t *to = output + output_end;
    uint64_t ticks = (uint64_t)sysconf(_SC_CLK_TCK);
    memset(to, 0, PROCESS_BYTES);
    put32(to, (uint32_t)atoi(process));
    put32(to + 4, (uint32_t)stat->fields[STAT_PARENT]);
    put32(to + 8, user_of(process));
    to[12] = (uint8_t)stat->state;
    put64(to + 16, stat->fields[STAT_USER_TIME] * (MICROS_PER_SECOND / ticks));
    put64(to + 24, stat->fields[STAT_SYSTEM_TIME] * (MICROS_PER_SECOND / ticks));
    put64(to + 32, stat->fields[STAT_RESIDENT] * (uint64_t)sysconf(_SC_PAGESIZE));
    put64(to + 40, stat->fields[STAT_START] * (NANOS_PER_SECOND / ticks));
    size_t length = write_command_line(to + PROCESS_BYTES, process, stat);
    put16(to + 48, (uint16_t)length);
    output_end += PROCESS_BYTES + length;
}

/* Neither the kernel's nor the agent's. */
static bool is_the_boxs(const char *process, const struct process_stat *stat) {
    pid_t id = atoi(process);
    return id != getpid() && id != getppid() && !(stat->fields[STAT_FLAGS] & STAT_KERNEL_THREAD);
}

int processes_main(int count, char **arguments) {
    struct process_stat stat;
    (void)count;
    (void)arguments;
    int processes = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (processes < 0)
        return 1;
    struct listing *listing = listing_open(processes, "/proc");
    for (const char *process; (process = listing_next(listing, "/proc"));) {
        if (atoi(process) <= 0 || !procfs_stat(process, &stat) || !is_the_boxs(process, &stat))
            continue;
        if (sizeof output - output_end < PROCESS_BYTES + MAX_COMMAND_LINE && !flush())
            return 1;
        write_process(process, &stat);
    }
    return flush() ? 0 : 1;
}
