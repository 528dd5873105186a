#include "session.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

/* A process that forks while we look is found by the next round, unless it outruns all of them. */
#define ROUNDS 4

/* The session of a process, from the sixth field of its stat; the second is a name that may hold anything, in parentheses. */
static long session_of(const char *process) {
    char stat[512];
    struct text path = {0};
    text_add(&path, "/proc/");
    text_add(&path, process);
    text_add(&path, "/stat");
    int file = open(path.bytes, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    ssize_t got = read(file, stat, sizeof stat - 1);
    close(file);
    stat[got > 0 ? got : 0] = 0;
    char *at = strrchr(stat, ')');
    for (int field = 2; at && field < 6; field++)
        at = strchr(at + 1, ' ');
    return at ? atol(at + 1) : -1;
}

static int kill_members(pid_t leader) {
    int killed = 0;
    DIR *processes = opendir("/proc");
    if (!processes)
        return 0;
    for (struct dirent *entry; (entry = readdir(processes));) {
        pid_t process = atoi(entry->d_name);
        if (process > 1 && session_of(entry->d_name) == leader && !kill(process, SIGKILL))
            killed++;
    }
    closedir(processes);
    return killed;
}

void session_kill(pid_t leader) {
    kill(-leader, SIGKILL);
    for (int round = 0; round < ROUNDS && kill_members(leader); round++)
        ;
}
