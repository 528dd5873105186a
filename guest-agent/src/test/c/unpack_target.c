/*
 * A tar archive to the program `unpack`, which must leave alone what is not below its directory. The checksums of the headers
 * are put right, unless the seed says otherwise: nearly all changes would end there.
 */
#include "../../main/c/unpack.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "confined.h"
#include "state.h"
#include "target.h"
#include "world.h"

#define LARGEST_INPUT 65536
#define BLOCK 512
#define CHECKSUM_AT 148
#define SIZE_AT 124
#define OUTSIDE_TIME 1000000000

static uint8_t archive[LARGEST_INPUT];

static void put_checksums_right(size_t size) {
    for (size_t at = 0; at + BLOCK <= size;) {
        unsigned sum = 0;
        char digits[13] = {0};
        memcpy(digits, archive + at + SIZE_AT, 12);
        memset(archive + at + CHECKSUM_AT, ' ', 8);
        for (size_t i = 0; i < BLOCK; i++)
            sum += archive[at + i];
        /* But two blocks of zeros are the end. */
        if (sum == 8 * ' ')
            memset(archive + at + CHECKSUM_AT, 0, 8);
        else
            snprintf((char *)archive + at + CHECKSUM_AT, 8, "%06o", sum);
        size_t contents = strtoul(digits, 0, 8);
        at += BLOCK + (contents < size ? (contents + BLOCK - 1) / BLOCK * BLOCK : 0);
    }
}

static void write_file(const char *path) {
    struct timespec times[2] = {{.tv_sec = OUTSIDE_TIME}, {.tv_sec = OUTSIDE_TIME}};
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0 || write(file, "content", 7) != 7 || futimens(file, times) || close(file))
        confined_broken("no file to begin with");
}

static unsigned count_entries(const char *path) {
    unsigned count = 0;
    DIR *directory = opendir(path);
    if (!directory) {
        perror(path);
        confined_broken("a directory of ours is gone");
    }
    while (readdir(directory))
        count++;
    closedir(directory);
    return count;
}

static void check_outside(void) {
    struct stat status;
    if (lstat("/outside/file", &status) || !S_ISREG(status.st_mode) || status.st_size != 7 || status.st_nlink != 1
        || (status.st_mode & 07777) != 0644 || status.st_mtime != OUTSIDE_TIME || status.st_uid != getuid())
        confined_broken("a file outside of the target was changed");
    if (count_entries("/outside") != 3 || count_entries("/") != 4)
        confined_broken("something was made or removed outside of the target");
}

static void unpack_it(void) {
    static char *const all[][6] = {
        {"unpack", "members", "/target", 0},
        {"unpack", "-p", "-s", "members", "/target", 0},
        {"unpack", "-o", "0:0", "contents", "/target", 0},
        {"unpack", "directory", "/target/d", 0},
        {"unpack", "-p", "file", "/target/there", 0},
        {"unpack", "members", "/target/d", 0},
    };
    unsigned which = chance(sizeof all / sizeof *all);
    int count = 0;
    char *arguments[6];
    while (all[which][count]) {
        arguments[count] = all[which][count];
        count++;
    }
    arguments[count] = 0;
    if (mkdir("/outside", 0755) || mkdir("/target", 0755) || mkdir("/target/d", 0755) || symlink("/outside", "/target/out")
        || symlink("../outside/file", "/target/link"))
        confined_broken("no directories to begin with");
    write_file("/outside/file");
    write_file("/target/there");
    if (!setjmp(world_end))
        unpack_main(count, arguments);
    check_outside();
}

static void ignore(const uint8_t *bytes, size_t size) { (void)bytes, (void)size; }

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    if (size < SEED_BYTES || size > LARGEST_INPUT)
        return -1;
    state_remember();
    world_begin(input, SEED_BYTES);
    memcpy(archive, input + SEED_BYTES, size - SEED_BYTES);
    if (!(input[0] & 1))
        put_checksums_right(size - SEED_BYTES);
    world_standard_streams(archive, size - SEED_BYTES, ignore);
    confined(unpack_it);
    world_abandon();
    state_restore();
    return 0;
}
