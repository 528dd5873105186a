/*
 * A /proc to the program `processes`: the names and command lines in it are the box's. After the seed, records of a byte for
 * the process's directory, one for how often cmdline is repeated, and stat, status and cmdline, each behind its length in two.
 */
#include "../../main/c/processes.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../main/c/protocol.h"
#include "../../main/c/wire.h"
#include "confined.h"
#include "state.h"
#include "target.h"
#include "world.h"

#define LARGEST_INPUT 65536

static const uint8_t *at, *end;
static uint8_t answer[PROCESS_BYTES + MAX_COMMAND_LINE];
static size_t filled;

/* Processes one behind the other, each with as long a line as it says. */
static void look(const uint8_t *bytes, size_t size) {
    for (; size; bytes++, size--) {
        answer[filled++] = *bytes;
        if (filled < PROCESS_BYTES)
            continue;
        size_t line = get16(answer + PROCESS_BYTES - 2);
        if (line > MAX_COMMAND_LINE || (int32_t)get32(answer) <= 0)
            confined_broken("a process that cannot be");
        if (filled < PROCESS_BYTES + line)
            continue;
        if (memchr(answer + PROCESS_BYTES, 0, line))
            confined_broken("a line with a NUL");
        filled = 0;
    }
}

static void make_file(const char *directory, const char *name, unsigned times) {
    char path[64];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    size_t size = end - at < 2 ? 0 : get16(at);
    at += end - at < 2 ? end - at : 2;
    size = size < (size_t)(end - at) ? size : (size_t)(end - at);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    for (; file >= 0 && times; times--) {
        if (write(file, at, size) != (ssize_t)size)
            confined_broken("no process to begin with");
    }
    close(file);
    at += size;
}

static void make_process(void) {
    static const char *const odd[] = {"0", "self", "-5", "12ab", "2147483647", "99999999999999999999", "01", "..2"};
    char directory[64];
    unsigned which = *at++;
    if (which < sizeof odd / sizeof *odd)
        snprintf(directory, sizeof directory, "/proc/%s", odd[which]);
    else
        snprintf(directory, sizeof directory, "/proc/%u", which);
    unsigned times = at < end ? 1u + *at++ : 1;
    mkdir(directory, 0755);
    make_file(directory, "stat", 1);
    make_file(directory, "status", 1);
    make_file(directory, "cmdline", times);
}

static void list_them(void) {
    static char name[] = "processes";
    char *arguments[] = {name, 0};
    if (mkdir("/proc", 0755))
        confined_broken("no /proc to begin with");
    while (at < end)
        make_process();
    if (!setjmp(world_end) && processes_main(1, arguments))
        confined_broken("it failed");
    if (filled)
        confined_broken("half a process");
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    if (size < SEED_BYTES || size > LARGEST_INPUT)
        return -1;
    state_remember();
    world_begin(input, SEED_BYTES);
    at = input + SEED_BYTES;
    end = input + size;
    filled = 0;
    world_standard_streams(input, 0, look);
    confined(list_them);
    world_abandon();
    state_restore();
    return 0;
}
