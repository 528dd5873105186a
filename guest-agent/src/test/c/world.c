#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sanitizer/asan_interface.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../main/c/clock.h"
#include "../../main/c/console.h"
#include "../../main/c/hello.h"
#include "../../main/c/mounts.h"
#include "../../main/c/protocol.h"
#include "../../main/c/wire.h"

#define MILLI 1000000ull
/* After the last byte: for what the agent still has to say. */
#define LAST_ROUNDS 24
#define MAX_ROUNDS 2000
/* No more than a process has, if nothing else is said. */
#define MAX_DESCRIPTORS 1024

ssize_t world_read(int descriptor, void *to, size_t size);
ssize_t world_write(int descriptor, const void *from, size_t size);
int world_poll(struct pollfd *polls, nfds_t count, int millis);
int world_ppoll(struct pollfd *polls, nfds_t count, const struct timespec *pause, const sigset_t *mask);
int world_open(const char *path, int flags, ...);
int world_fstatat(int directory, const char *path, struct stat *status, int flags);
void *world_mmap(void *at, size_t size, int protection, int flags, int descriptor, off_t offset);
int world_munmap(void *at, size_t size);
_Noreturn void world_exit(int status);

jmp_buf world_end;

static const uint8_t *bytes;
static size_t left, allowed;
static bool welcome_owed, hung_up;
static unsigned rounds, last_rounds;
static uint64_t now, state;
static int link_end = -1, mapped;
static unsigned opened;
static bool was_open[MAX_DESCRIPTORS];
static const uint8_t *standard_input;
static size_t standard_left;
static void (*standard_output)(const uint8_t *bytes, size_t size);
static void (*others)(void);
static const uint8_t *accounts;
static size_t accounts_size;
static uint8_t welcome[HEADER_BYTES + WELCOME_BYTES];

void broken(const char *what) {
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

uint32_t chance(uint32_t limit) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % limit;
}

int world_link(void) { return link_end; }

static void write_welcome(void) {
    memset(welcome, 0, sizeof welcome);
    put32(welcome, WELCOME_BYTES);
    welcome[8] = WELCOME;
    put32(welcome + HEADER_BYTES, PROTOCOL_MAGIC);
    put16(welcome + HEADER_BYTES + 4, PROTOCOL_VERSION);
    put32(welcome + HEADER_BYTES + 16, WINDOW);
}

static struct pollfd descriptors[MAX_DESCRIPTORS];

static unsigned open_descriptors(void) {
    unsigned count = MAX_DESCRIPTORS;
    for (int i = 0; i < MAX_DESCRIPTORS; i++)
        descriptors[i] = (struct pollfd){.fd = i};
    if (poll(descriptors, MAX_DESCRIPTORS, 0) < 0)
        broken("fewer descriptors are allowed than are looked at");
    for (int i = 0; i < MAX_DESCRIPTORS; i++)
        count -= descriptors[i].revents & POLLNVAL ? 1 : 0;
    return count;
}

void world_begin(const uint8_t *input, size_t size) {
    if (link_end < 0) {
        link_end = open("/dev/null", O_RDWR | O_CLOEXEC);
        write_welcome();
        signal(SIGPIPE, SIG_IGN);
    }
    /* Each time: the fuzzer itself opens some on its way. */
    opened = open_descriptors();
    for (int i = 0; i < MAX_DESCRIPTORS; i++)
        was_open[i] = !(descriptors[i].revents & POLLNVAL);
    state = get64(input) | 1;
    bytes = input + SEED_BYTES;
    left = size - SEED_BYTES;
    /* Most inputs need not know of WELCOME. */
    welcome_owed = !(input[0] & 1);
    allowed = 0;
    hung_up = false;
    rounds = last_rounds = 0;
    now = 1000 * MILLI;
    mapped = 0;
    standard_input = 0;
    standard_output = 0;
    others = 0;
    observer_begin();
}

void world_standard_streams(const uint8_t *input, size_t size, void (*output)(const uint8_t *bytes, size_t size)) {
    standard_input = input;
    standard_left = size;
    standard_output = output;
}

void world_others(void (*act)(void)) { others = act; }

/* Not by poll, for which a descriptor that is but a path is none. */
void world_abandon(void) {
    int above = MAX_DESCRIPTORS;
    while (!was_open[above - 1])
        above--;
    for (int i = 0; i < above; i++) {
        if (!was_open[i])
            close(i);
    }
    close_range((unsigned)above, ~0u, 0);
}

void world_accounts(const uint8_t *from, size_t size) {
    accounts = from;
    accounts_size = size;
}

void world_finish(void) {
    processes_finish();
    servers_finish();
    if (open_descriptors() != opened)
        broken("a descriptor is left open");
    if (mapped)
        broken("memory is left mapped");
}

/* One round of everything that is not the agent. */
static void turn(void) {
    now += chance(16) ? MILLI : 300 * MILLI;
    rounds++;
    if (!left)
        last_rounds++;
    if (rounds > MAX_ROUNDS || last_rounds > LAST_ROUNDS)
        hung_up = true;
    if (left)
        allowed += chance(2) ? left : 1 + chance(64);
    processes_act();
    servers_act();
}

static ssize_t read_link(uint8_t *to, size_t size) {
    ASAN_UNPOISON_MEMORY_REGION(to, size);
    if (welcome_owed) {
        memcpy(to, welcome, sizeof welcome);
        welcome_owed = false;
        return sizeof welcome;
    }
    size_t given = allowed < left ? allowed : left;
    given = given < size ? given : size;
    if (!given && hung_up)
        return 0;
    if (!given) {
        errno = EAGAIN;
        return -1;
    }
    memcpy(to, bytes, given);
    /* What was not received must not be looked at. */
    ASAN_POISON_MEMORY_REGION(to + given, size - given);
    bytes += given;
    left -= given;
    allowed -= given;
    return (ssize_t)given;
}

static ssize_t read_standard(uint8_t *to, size_t size) {
    size_t given = chance(2) ? size : 1 + chance(64);
    given = given < size ? given : size;
    given = given < standard_left ? given : standard_left;
    ASAN_UNPOISON_MEMORY_REGION(to, size);
    memcpy(to, standard_input, given);
    ASAN_POISON_MEMORY_REGION(to + given, size - given);
    standard_input += given;
    standard_left -= given;
    return (ssize_t)given;
}

ssize_t world_read(int descriptor, void *to, size_t size) {
    if (others)
        others();
    if (descriptor == STDIN_FILENO && standard_input)
        return read_standard(to, size);
    return descriptor == link_end ? read_link(to, size) : read(descriptor, to, size);
}

ssize_t world_write(int descriptor, const void *from, size_t size) {
    if (others)
        others();
    if (descriptor == STDOUT_FILENO && standard_output)
        standard_output(from, size);
    if ((descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO) && standard_output)
        return (ssize_t)size;
    if (descriptor != link_end)
        return write(descriptor, from, size);
    if (!hung_up && !chance(8)) {
        errno = EAGAIN;
        return -1;
    }
    size_t taken = chance(4) ? size : 1 + chance((uint32_t)size);
    observe(from, taken);
    return (ssize_t)taken;
}

int world_poll(struct pollfd *polls, nfds_t count, int millis) {
    if (count == 1 && polls[0].fd == link_end)
        turn();
    now += (uint64_t)millis * MILLI;
    return poll(polls, count, 0);
}

int world_ppoll(struct pollfd *polls, nfds_t count, const struct timespec *pause, const sigset_t *mask) {
    (void)mask;
    turn();
    int ready = poll(polls, count, 0);
    if (pause && ready <= 1)
        now += (uint64_t)pause->tv_sec * 1000 * MILLI + (uint64_t)pause->tv_nsec;
    return ready;
}

static int open_accounts(void) {
    int file = memfd_create("accounts", MFD_CLOEXEC);
    if (file < 0 || write(file, accounts, accounts_size) != (ssize_t)accounts_size || lseek(file, 0, SEEK_SET))
        broken("no file for the accounts");
    return file;
}

int world_open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (accounts && (!strcmp(path, "/etc/passwd") || !strcmp(path, "/etc/group")))
        return open_accounts();
    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    return open(path, flags, mode);
}

/* What was looked at need not be what is opened then. */
int world_fstatat(int directory, const char *path, struct stat *status, int flags) {
    int result = fstatat(directory, path, status, flags), error = errno;
    if (others)
        others();
    errno = error;
    return result;
}

void *world_mmap(void *at, size_t size, int protection, int flags, int descriptor, off_t offset) {
    void *made = mmap(at, size, protection, flags, descriptor, offset);
    mapped += made != MAP_FAILED;
    return made;
}

int world_munmap(void *at, size_t size) {
    mapped--;
    return munmap(at, size);
}

uint64_t boottime(void) { return now += 1000; }

uint64_t realtime(void) { return now; }

void set_realtime(uint64_t nanos) { (void)nanos; }

uint64_t ticks(void) { return now; }

uint64_t ticks_per_second(void) { return 0; }

bool is_init(void) { return false; }

void say(const char *message) { (void)message; }

void die(const char *what, const char *on, int error) {
    (void)what, (void)on, (void)error;
    longjmp(world_end, 1);
}

void world_exit(int status) {
    (void)status;
    longjmp(world_end, 1);
}

void end_guest(int status) {
    (void)status;
    longjmp(world_end, 1);
}

int unmount_box(void) { broken("something to unmount"); }
