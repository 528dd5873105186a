#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "builtin.h"
#include "limits.h"
#include "user.h"

/*
 * vfork: the child borrows our memory until its exec, so nothing is copied and its failure is simply a value it leaves
 * behind. All below `run` must therefore only make system calls and write to its own locals and to `failure`.
 */
static volatile struct child_failure child_failure;

static _Noreturn void give_up(enum step step, int error, const char *what, const char *on) {
    child_failure.step = step;
    child_failure.error = error;
    child_failure.what = what;
    child_failure.on = on;
    _exit(127);
}

static void default_signals(void) {
    sigset_t none;
    signal(SIGPIPE, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
}

static void connect_descriptors(const struct exec_request *request, const int *descriptors) {
    int input = descriptors[STDIN] >= 0 ? descriptors[STDIN] : open("/dev/null", O_RDONLY | O_CLOEXEC);
    int errors = descriptors[STDERR] >= 0 ? descriptors[STDERR] : descriptors[STDOUT];
    if (input < 0 || dup2(input, 0) < 0 || dup2(descriptors[STDOUT], 1) < 0 || dup2(errors, 2) < 0)
        give_up(STEP_RESOURCES, errno, "cannot connect the streams of", request->arguments[0]);
    if (request->flags & EXEC_TERMINAL && ioctl(0, TIOCSCTTY, 0))
        give_up(STEP_RESOURCES, errno, "cannot make the terminal that of", request->arguments[0]);
}

static void settle_user(struct exec_request *request, struct user *user) {
    *user = (struct user){.user = request->user, .group = request->group};
    if (!request->user_name)
        return;
    const char *missing = find_user(request->user_name, user);
    if (missing)
        give_up(STEP_USER, 0, missing, request->user_name);
    add_variable(request, user->home);
}

/* Without privileges, as in a test, one can still be who one is. */
static bool is_already(const struct user *user) {
    return geteuid() != 0 && user->user == geteuid() && user->group == getegid();
}

/* Its streams are the command's to open again, as /dev/stdout does; but /dev/null belongs to all. */
static void hand_over(const struct user *user, const int *descriptors) {
    for (int i = 0; i < 3; i++) {
        if (descriptors[i] >= 0 && fchown(descriptors[i], user->user, (gid_t)-1))
            give_up(STEP_USER, errno, "cannot hand a stream over to", "the user");
    }
}

static void become(const struct exec_request *request, const struct user *user, const int *descriptors) {
    if (is_already(user))
        return;
    if (user->user)
        hand_over(user, descriptors);
    if (setgroups(user->group_count, user->groups) || setresgid(user->group, user->group, user->group)
        || setresuid(user->user, user->user, user->user))
        give_up(STEP_USER, errno, "cannot become the user of", request->arguments[0]);
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

static _Noreturn void run(struct exec_request *request, const int *descriptors, int box_namespace) {
    struct user user;
    const char *program = request->arguments[0];
    if (request->flags & EXEC_BUILTIN && !builtin_exists(program))
        give_up(STEP_PROGRAM, ENOENT, "there is, inside the agent, no program", program);
    setsid();
    umask(022);
    connect_descriptors(request, descriptors);
    if (box_namespace >= 0 && setns(box_namespace, CLONE_NEWNS))
        give_up(STEP_ROOT, errno, "cannot enter the box's root for", program);
    settle_user(request, &user);
    if (chdir(request->directory[0] ? request->directory : "/"))
        give_up(STEP_DIRECTORY, errno, "cannot enter the working directory", request->directory);
    /* After the last descriptor was opened, before the right to raise them is gone. */
    if (!apply_limits(request))
        give_up(STEP_RESOURCES, errno, "cannot set the limits of", program);
    become(request, &user, descriptors);
    default_signals();
    if (request->flags & EXEC_BUILTIN)
        builtin_execute(request->arguments, request->environment);
    else if (strchr(program, '/'))
        execve(program, request->arguments, request->environment);
    else
        search(request);
    give_up(STEP_PROGRAM, errno, "cannot run", program);
}

pid_t start_child(struct exec_request *request, const int *descriptors, int box_namespace, struct child_failure *failure) {
    child_failure.step = 0;
    pid_t process = vfork();
    if (process == 0)
        run(request, descriptors, box_namespace);
    if (process < 0) {
        int error = errno;
        *failure = (struct child_failure){STEP_RESOURCES, error, "cannot make a process for", request->arguments[0]};
        return -1;
    }
    if (!child_failure.step)
        return process;
    *failure = (struct child_failure){child_failure.step, child_failure.error, child_failure.what, child_failure.on};
    waitpid(process, 0, 0);
    return -1;
}
