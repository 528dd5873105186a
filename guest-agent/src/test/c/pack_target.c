/*
 * A tree that the program `pack` makes an archive of, while somebody else changes it. What comes out must be an archive by the
 * rules, of nothing but the tree. After the seed, records of one byte for what to make, and what that needs.
 */
#include "../../main/c/pack.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../main/c/wire.h"
#include "archive.h"
#include "confined.h"
#include "state.h"
#include "target.h"
#include "world.h"

#define LARGEST_INPUT 32768
#define MAX_TEXT 5000
#define MAX_CHANGES 32

static const uint8_t *at, *end;
static int here = -1, last_directory = -1;
static unsigned depth, changes;
static char last[256];

static uint8_t take(void) { return at < end ? *at++ : 0; }

static uint32_t take16(void) {
    uint32_t low = take();
    return low | (uint32_t)take() << 8;
}

static uint64_t take64(void) {
    uint64_t number = 0;
    for (unsigned i = 0; i < 8; i++)
        number |= (uint64_t)take() << 8 * i;
    return number;
}

static const char *take_text(size_t most) {
    static char text[MAX_TEXT + 1];
    size_t length = 0;
    while (length < most && at < end && *at)
        text[length++] = (char)take();
    take();
    text[length] = 0;
    return text;
}

static const char *take_name(void) {
    const char *name = take_text(sizeof last - 1);
    size_t length = strlen(name);
    for (size_t i = 0; i <= length; i++)
        last[i] = name[i] == '/' ? '_' : name[i];
    if (last_directory >= 0 && last_directory != here)
        close(last_directory);
    last_directory = here;
    return last;
}

static void go(int directory, int deeper) {
    if (directory < 0)
        return;
    if (here != last_directory)
        close(here);
    here = directory;
    depth += (unsigned)deeper;
}

static void enter(const char *name) {
    mkdirat(here, name, 0755);
    go(openat(here, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), 1);
}

static void leave(void) {
    if (depth)
        go(openat(here, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC), -1);
}

static void make_file(const char *name) {
    static const char contents[256] = "contents";
    int file = openat(here, name, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    if (file < 0)
        return;
    ssize_t written = write(file, contents, take());
    if (written < 0 || ftruncate(file, (off_t)take16() << (take() % 5)))
        return;
    close(file);
}

/* Errors are as good as any other: a name that is there already, or too long, or no name. */
static void make_one(void) {
    struct timespec times[2] = {{0}};
    int ignored = 0;
    switch (take() % 10) {
    case 0:
        enter(take_name());
        break;
    case 1:
        leave();
        break;
    case 2:
        make_file(take_name());
        break;
    case 3:
        take_name();
        ignored = symlinkat(take_text(MAX_TEXT), here, last);
        break;
    case 4:
        if (last_directory >= 0) {
            int from = fcntl(last_directory, F_DUPFD_CLOEXEC, 0);
            char old[sizeof last];
            memcpy(old, last, sizeof old);
            ignored = linkat(from, old, here, take_name(), 0);
            close(from);
        }
        break;
    case 5:
        ignored = mknodat(here, take_name(), take() % 2 ? S_IFIFO | 0644 : S_IFSOCK | 0644, 0);
        break;
    case 6:
        times[0].tv_nsec = UTIME_OMIT;
        times[1].tv_sec = (time_t)take64();
        times[1].tv_nsec = (long)(take64() % 1000000000);
        ignored = utimensat(here, last, times, AT_SYMLINK_NOFOLLOW);
        break;
    case 7:
        ignored = fchmodat(here, last, take16() & 07777, 0);
        break;
    case 8:
        ignored = fchownat(here, last, (uid_t)take64(), (gid_t)take64(), AT_SYMLINK_NOFOLLOW);
        break;
    default:
        for (unsigned count = take(); count; count--)
            enter("d");
    }
    (void)ignored;
}

/* What a user of the box may do at any moment to the file that was made last. */
static void change(void) {
    int ignored = 0;
    if (last_directory < 0 || changes >= MAX_CHANGES || chance(8))
        return;
    changes++;
    switch (chance(6)) {
    case 0:
        ignored = unlinkat(last_directory, last, 0);
        break;
    case 1:
        ignored = renameat(last_directory, last, last_directory, "moved");
        break;
    case 2:
        ignored = unlinkat(last_directory, last, 0) || symlinkat("/outside", last_directory, last);
        break;
    case 3:
        ignored = unlinkat(last_directory, last, 0) || mkdirat(last_directory, last, 0755);
        break;
    default: {
        int file = openat(last_directory, last, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        if (file >= 0)
            ignored = ftruncate(file, chance(2) ? 0 : 100000) || close(file);
    }
    }
    (void)ignored;
}

static void make_the_tree(void) {
    int secret = open("/outside", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (secret < 0 || write(secret, ARCHIVE_SECRET, sizeof ARCHIVE_SECRET) != sizeof ARCHIVE_SECRET || close(secret)
        || mkdir("/tree", 0755) || symlink("/tree", "/link"))
        confined_broken("no tree to begin with");
    here = open("/tree", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (at < end)
        make_one();
}

static void pack_it(void) {
    static char *const all[][5] = {
        {"pack", "/tree", "x", 0},
        {"pack", "/tree/.", "x", 0},
        {"pack", "-L", "/link", "x", 0},
        {"pack", "/link", "x", 0},
        {"pack", "/tree/f", "x", 0},
    };
    static bool ended_well;
    unsigned which = chance(sizeof all / sizeof *all);
    int count = 0;
    char *arguments[5];
    for (; all[which][count]; count++)
        arguments[count] = all[which][count];
    arguments[count] = 0;
    make_the_tree();
    ended_well = false;
    if (!setjmp(world_end))
        ended_well = !pack_main(count, arguments);
    archive_ended(ended_well);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size) {
    if (size < SEED_BYTES || size > LARGEST_INPUT)
        return -1;
    state_remember();
    world_begin(input, SEED_BYTES);
    at = input + SEED_BYTES;
    end = input + size;
    last_directory = -1;
    depth = changes = 0;
    *last = 0;
    archive_begin();
    world_standard_streams(input, 0, archive_look);
    world_others(input[0] & 1 ? change : 0);
    confined(pack_it);
    world_abandon();
    state_restore();
    return 0;
}
