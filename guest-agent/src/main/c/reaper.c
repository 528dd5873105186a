#include "reaper.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "channel.h"
#include "console.h"

/* It exists to make ppoll return. */
static void child_ended(int number) { (void)number; }

void reaper_begin(void) {
    struct sigaction action = {.sa_handler = child_ended, .sa_flags = SA_NOCLDSTOP};
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_BLOCK, &blocked, 0);
    sigaction(SIGCHLD, &action, 0);
    signal(SIGPIPE, SIG_IGN);
    if (is_init())
        return;
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    /* A shell lets what it starts in the background ignore these, and so would our commands. */
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
}

void reap(void) {
    struct rusage usage;
    int status;
    pid_t process;
    while ((process = wait4(-1, &status, WNOHANG, &usage)) > 0)
        channel_process_ended(process, status, &usage);
}

/* Whoever loses its parent becomes our child: without a child of ours there is no process. */
bool nobody_is_left(void) {
    reap();
    siginfo_t unused;
    return waitid(P_ALL, 0, &unused, WEXITED | WNOHANG | WNOWAIT) < 0 && errno == ECHILD;
}
