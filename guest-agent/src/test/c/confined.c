#include "confined.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "world.h"

#define ALL_IDS 4294967295u
#define LARGEST_FILE (1 << 20)

void __asan_on_error(void);
void __ubsan_on_report(void);

static int outer_root = -1, outer_directory = -1;
static __thread bool is_inside;

static void require_own_users(void) {
    unsigned inside, outside, count = ALL_IDS;
    FILE *map = fopen("/proc/self/uid_map", "r");
    if (!map || fscanf(map, "%u %u %u", &inside, &outside, &count) != 3 || count == ALL_IDS) {
        fprintf(stderr, "this changes files: it is only run in a user namespace of its own\n");
        exit(3);
    }
    fclose(map);
}

static void leave(void) {
    if (is_inside && (fchdir(outer_root) || chroot(".") || fchdir(outer_directory)))
        fprintf(stderr, "the finding's input will not be found\n");
    is_inside = false;
}

/* The sanitizers call these by their names. */
void __asan_on_error(void) { leave(); }

void __ubsan_on_report(void) { leave(); }

void confined_broken(const char *what) {
    leave();
    broken(what);
}

static void *run(void *job) {
    is_inside = true;
    if (unshare(CLONE_NEWNS | CLONE_FS) || mount(0, "/", 0, MS_REC | MS_PRIVATE, 0)
        || mount("none", "/mnt", "tmpfs", MS_NODEV, "size=8m,mode=0755") || chroot("/mnt") || chdir("/"))
        confined_broken("no root of its own for what changes files");
    ((void (*)(void))job)();
    return 0;
}

void confined(void (*job)(void)) {
    static bool prepared;
    pthread_t thread;
    if (!prepared) {
        struct rlimit limit = {LARGEST_FILE, LARGEST_FILE};
        require_own_users();
        setrlimit(RLIMIT_FSIZE, &limit);
        outer_root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
        outer_directory = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
    prepared = true;
    if (pthread_create(&thread, 0, run, (void *)job) || pthread_join(thread, 0))
        broken("no thread");
}
