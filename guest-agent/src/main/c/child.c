#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * vfork: the child borrows our memory until its exec, so nothing is copied and its failure is simply a value it leaves
 * behind. All below `run` must therefore only make system calls and write to its own locals and to `failure`.
 */
static volatile struct child_failure child_failure;

static _Noreturn void give_up(enum step step) {
    child_failure.step = step;
    child_failure.error = errno;
    _exit(127);
}

static void default_signals(void) {
    sigset_t none;
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
}

static void connect_descriptors(const int *descriptors) {
    int input = descriptors[STDIN] >= 0 ? descriptors[STDIN] : open("/dev/null", O_RDONLY | O_CLOEXEC);
    int errors = descriptors[STDERR] >= 0 ? descriptors[STDERR] : descriptors[STDOUT];
    if (input < 0 || dup2(input, 0) < 0 || dup2(descriptors[STDOUT], 1) < 0 || dup2(errors, 2) < 0)
        give_up(STEP_RESOURCES);
}

static void become(const struct exec_request *request) {
    bool keep = geteuid() != 0 && request->user == geteuid() && request->group == getegid();
    if (!keep && (setgroups(0, 0) || setresgid(request->group, request->group, request->group)
                  || setresuid(request->user, request->user, request->user)))
        give_up(STEP_USER);
}

static bool worth_another_try(int error) {
    return error == ENOENT || error == ENOTDIR || error == EACCES || error == ENAMETOOLONG;
}

static void search(const struct exec_request *request) {
    const char *name = request->arguments[0], *path = request->search_path;
    size_t name_length = strlen(name);
    int error = ENOENT;
    char candidate[PATH_MAX];
    for (; *path; path += strcspn(path, ":"), path += *path == ':') {
        size_t length = strcspn(path, ":");
        if (length + name_length + 2 > sizeof candidate)
            continue;
        memcpy(candidate, path, length);
        candidate[length] = '/';
        memcpy(candidate + length + (length > 0), name, name_length + 1);
        execve(candidate, request->arguments, request->environment);
        /* As execvp: a program found but not permitted is the better explanation. */
        if (errno == EACCES)
            error = EACCES;
        else if (!worth_another_try(errno))
            return;
    }
    errno = error;
}

static _Noreturn void run(const struct exec_request *request, const int *descriptors, int box_namespace) {
    setsid();
    umask(022);
    connect_descriptors(descriptors);
    if (box_namespace >= 0 && setns(box_namespace, CLONE_NEWNS))
        give_up(STEP_ROOT);
    if (chdir(request->directory[0] ? request->directory : "/"))
        give_up(STEP_DIRECTORY);
    become(request);
    default_signals();
    if (strchr(request->arguments[0], '/'))
        execve(request->arguments[0], request->arguments, request->environment);
    else
        search(request);
    give_up(STEP_PROGRAM);
}

pid_t start_child(const struct exec_request *request, const int *descriptors, int box_namespace, struct child_failure *failure) {
    child_failure.step = 0;
    child_failure.error = 0;
    pid_t process = vfork();
    if (process == 0)
        run(request, descriptors, box_namespace);
    if (process < 0) {
        *failure = (struct child_failure){.step = STEP_RESOURCES, .error = errno};
        return -1;
    }
    if (!child_failure.step)
        return process;
    *failure = (struct child_failure){.step = child_failure.step, .error = child_failure.error};
    waitpid(process, 0, 0);
    return -1;
}
