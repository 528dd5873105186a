#include "exec.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "clock.h"

static int box_namespace = -1;

void exec_in_namespace(int descriptor) { box_namespace = descriptor; }

struct pipes {
    /* Our end and the command's for each of stdin, stdout, stderr; -1 for none. */
    int ours[3], theirs[3];
};

static void close_all(int *descriptors) {
    for (int i = 0; i < 3; i++) {
        if (descriptors[i] >= 0)
            close(descriptors[i]);
        descriptors[i] = -1;
    }
}

static int make_pipe(struct pipes *pipes, int stream) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        return errno;
    int ours = stream == STDIN ? 1 : 0;
    pipes->ours[stream] = ends[ours];
    pipes->theirs[stream] = ends[!ours];
    return fcntl(ends[ours], F_SETFL, O_NONBLOCK) ? errno : 0;
}

static int make_pipes(struct pipes *pipes, uint16_t flags) {
    int error = 0;
    *pipes = (struct pipes){.ours = {-1, -1, -1}, .theirs = {-1, -1, -1}};
    if (!(flags & EXEC_NO_STDIN))
        error = make_pipe(pipes, STDIN);
    if (!error)
        error = make_pipe(pipes, STDOUT);
    if (!error && !(flags & EXEC_MERGE_STDERR))
        error = make_pipe(pipes, STDERR);
    if (error) {
        close_all(pipes->ours);
        close_all(pipes->theirs);
    }
    return error;
}

static const char *what_failed(enum step step) {
    switch (step) {
    case STEP_ROOT: return "cannot enter the box's root";
    case STEP_USER: return "cannot become the user of";
    case STEP_DIRECTORY: return "cannot enter the working directory";
    case STEP_PROGRAM: return "cannot run";
    default: return "cannot set up the process of";
    }
}

static void adopt(struct channel *channel, const struct pipes *pipes) {
    channel->input.pipe = pipes->ours[STDIN];
    channel->input.ended = pipes->ours[STDIN] < 0;
    for (int i = 0; i < 2; i++) {
        channel->outputs[i].pipe = pipes->ours[STDOUT + i];
        channel->outputs[i].owes_end = pipes->ours[STDOUT + i] < 0;
    }
    channel->owes_opened = true;
}

void exec_begin(struct channel *channel, const struct frame *frame) {
    struct exec_request *request = 0;
    struct pipes pipes;
    struct child_failure failure = {0};
    const char *wrong = parse_exec_request(frame, &request);
    if (wrong) {
        channel_fail(channel, STEP_REQUEST, EINVAL, wrong, 0);
        return;
    }
    int error = make_pipes(&pipes, request->flags);
    if (error) {
        channel_fail(channel, STEP_RESOURCES, error, "cannot make pipes for the command", 0);
        return;
    }
    pid_t process = start_child(request, pipes.theirs, box_namespace, &failure);
    close_all(pipes.theirs);
    if (process < 0) {
        close_all(pipes.ours);
        const char *on = failure.step == STEP_DIRECTORY ? request->directory : request->arguments[0];
        channel_fail(channel, failure.step, failure.error, what_failed(failure.step), on);
        return;
    }
    channel->process = process;
    channel->started = boottime();
    adopt(channel, &pipes);
}
