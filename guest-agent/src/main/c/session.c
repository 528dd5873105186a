#include "session.h"

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

#include "procfs.h"

/* A process that forks while we look is found by the next round, unless it outruns all of them. */
#define ROUNDS 4

/*
 * Those outside of the leader's process group. In it nobody is left who could fork: the kernel lets no fork and signal to a group
 * pass each other by. So for most commands one look is all, and a look takes milliseconds in which the agent serves nobody.
 */
static int kill_others(pid_t leader) {
    int killed = 0;
    DIR *processes = opendir("/proc");
    if (!processes)
        return 0;
    for (struct dirent *entry; (entry = readdir(processes));) {
        pid_t process = atoi(entry->d_name);
        struct process_stat stat;
        if (process <= 1 || !procfs_stat(entry->d_name, &stat))
            continue;
        bool other = (pid_t)stat.fields[STAT_SESSION] == leader && (pid_t)stat.fields[STAT_GROUP] != leader;
        if (other && !kill(process, SIGKILL))
            killed++;
    }
    closedir(processes);
    return killed;
}

void session_kill(pid_t leader) {
    kill(-leader, SIGKILL);
    for (int round = 0; round < ROUNDS && kill_others(leader); round++)
        ;
}
