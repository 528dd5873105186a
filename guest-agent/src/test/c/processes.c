/* The commands that the agent believes to run: their ends of the pipes, and when they end. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../main/c/child.h"
#include "../../main/c/session.h"
#include "world.h"

#define MAX_PROCESSES 512
#define FIRST_PROCESS 100

int world_kill(pid_t process, int number);
pid_t world_wait4(pid_t process, int *status, int options, struct rusage *usage);
int world_waitid(idtype_t type, id_t id, siginfo_t *info, int options);

static struct process {
    bool there, ended;
    int status;
    int descriptors[3];
} processes[MAX_PROCESSES];
static int highest;

static void close_descriptor(int *descriptor) {
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

static void end(struct process *process, int status) {
    if (!process->there || process->ended)
        return;
    process->ended = true;
    process->status = status;
    /* Its children may hold its outputs open a while. */
    for (int i = 0; i < 3; i++) {
        if (i == 0 || chance(8))
            close_descriptor(&process->descriptors[i]);
    }
}

/* Looks at every byte that a command would get. */
static void look_at(const struct exec_request *request) {
    size_t bytes = strlen(request->directory) + strlen(request->search_path);
    for (char *const *at = request->arguments; *at; at++)
        bytes += strlen(*at);
    for (char *const *at = request->environment; *at; at++)
        bytes += strlen(*at);
    if (request->user_name)
        bytes += strlen(request->user_name);
    if (!request->arguments[0] || !request->arguments[0][0] || bytes > 2 * MAX_PAYLOAD)
        broken("a request that cannot have been in a frame");
    for (unsigned i = 0; i < request->limit_count; i++) {
        if (request->limits[i].resource > MAX_RESOURCE)
            broken("a limit that does not exist");
    }
}

static int hold(int descriptor) {
    int held = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (held >= 0)
        fcntl(held, F_SETFL, O_NONBLOCK);
    return held;
}

pid_t start_child(struct exec_request *request, const int *descriptors, int box_namespace, struct child_failure *failure) {
    (void)box_namespace;
    look_at(request);
    int i = 0;
    while (i < MAX_PROCESSES && processes[i].there)
        i++;
    if (i == MAX_PROCESSES || !chance(16)) {
        *failure = (struct child_failure){STEP_PROGRAM, ENOENT, "cannot run", request->arguments[0]};
        return -1;
    }
    processes[i] = (struct process){.there = true};
    for (int stream = 0; stream < 3; stream++)
        processes[i].descriptors[stream] = descriptors[stream] >= 0 ? hold(descriptors[stream]) : -1;
    if (i >= highest)
        highest = i + 1;
    return FIRST_PROCESS + i;
}

static void print(int descriptor) {
    static uint8_t output[40000];
    if (descriptor >= 0 && write(descriptor, output, 1 + chance(chance(4) ? 64 : sizeof output)) < 0)
        return;
}

static void take_input(struct process *process) {
    static uint8_t input[8192];
    if (process->descriptors[0] >= 0 && read(process->descriptors[0], input, 1 + chance(sizeof input)) == 0)
        close_descriptor(&process->descriptors[0]);
}

static void act(struct process *process) {
    switch (chance(12)) {
    case 0: case 1: print(process->descriptors[1]); break;
    case 2: print(process->descriptors[2]); break;
    case 3: case 4: take_input(process); break;
    case 5: close_descriptor(&process->descriptors[chance(3)]); break;
    case 6: end(process, (int)chance(256) << 8); break;
    }
    if (process->ended && !chance(8)) {
        close_descriptor(&process->descriptors[1]);
        close_descriptor(&process->descriptors[2]);
    }
}

void processes_act(void) {
    for (int i = 0; i < highest; i++) {
        if (processes[i].there)
            act(&processes[i]);
    }
}

bool process_signal(pid_t process, int number) {
    int i = process - FIRST_PROCESS;
    if (process < FIRST_PROCESS || i >= MAX_PROCESSES)
        broken("a signal to what the agent did not start");
    if (!processes[i].there)
        return false;
    if (number == SIGKILL || number == SIGTERM || number == SIGHUP || number == SIGINT)
        end(&processes[i], number);
    return true;
}

int world_kill(pid_t process, int number) {
    if (process >= 0 || process == -1)
        broken("a signal to something else than a group of the agent's own");
    if (process_signal(-process, number))
        return 0;
    errno = ESRCH;
    return -1;
}

void session_kill(pid_t leader) { process_signal(leader, SIGKILL); }

static bool is_over(const struct process *process) { return process->ended; }

pid_t world_wait4(pid_t process, int *status, int options, struct rusage *usage) {
    bool any = false;
    (void)process, (void)options;
    for (int i = 0; i < highest; i++) {
        if (!processes[i].there)
            continue;
        any = true;
        if (!is_over(&processes[i]))
            continue;
        *status = processes[i].status;
        memset(usage, 0, sizeof *usage);
        processes[i].there = false;
        for (int stream = 0; stream < 3; stream++)
            close_descriptor(&processes[i].descriptors[stream]);
        return FIRST_PROCESS + i;
    }
    errno = ECHILD;
    return any ? 0 : -1;
}

int world_waitid(idtype_t type, id_t id, siginfo_t *info, int options) {
    (void)type, (void)id, (void)info, (void)options;
    for (int i = 0; i < highest; i++) {
        if (processes[i].there)
            return 0;
    }
    errno = ECHILD;
    return -1;
}

void processes_finish(void) {
    for (int i = 0; i < highest; i++) {
        for (int stream = 0; processes[i].there && stream < 3; stream++)
            close_descriptor(&processes[i].descriptors[stream]);
        processes[i].there = false;
    }
    highest = 0;
}
