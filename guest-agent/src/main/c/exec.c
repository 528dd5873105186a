#include "exec.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "clock.h"
#include "output.h"
#include "terminal.h"

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

/* The host's one end of a terminal serves both directions, the command's all three streams. */
static int make_terminal(struct pipes *pipes, const struct exec_request *request) {
    int error = terminal_open(&pipes->ours[STDOUT], &pipes->theirs[STDOUT]);
    if (error)
        return error;
    terminal_resize(pipes->ours[STDOUT], request->columns, request->rows);
    pipes->theirs[STDIN] = fcntl(pipes->theirs[STDOUT], F_DUPFD_CLOEXEC, 0);
    if (!(request->flags & EXEC_NO_STDIN))
        pipes->ours[STDIN] = fcntl(pipes->ours[STDOUT], F_DUPFD_CLOEXEC, 0);
    bool made = pipes->theirs[STDIN] >= 0 && (request->flags & EXEC_NO_STDIN || pipes->ours[STDIN] >= 0);
    return made ? 0 : errno;
}

static int make_pipes(struct pipes *pipes, uint16_t flags) {
    int error = 0;
    if (!(flags & EXEC_NO_STDIN))
        error = make_pipe(pipes, STDIN);
    if (!error)
        error = make_pipe(pipes, STDOUT);
    if (!error && !(flags & EXEC_MERGE_STDERR))
        error = make_pipe(pipes, STDERR);
    return error;
}

static int make_streams(struct pipes *pipes, const struct exec_request *request) {
    *pipes = (struct pipes){.ours = {-1, -1, -1}, .theirs = {-1, -1, -1}};
    int error = request->flags & EXEC_TERMINAL ? make_terminal(pipes, request) : make_pipes(pipes, request->flags);
    if (error) {
        close_all(pipes->ours);
        close_all(pipes->theirs);
    }
    return error;
}

static void adopt(struct channel *channel, struct pipes *pipes, bool terminal) {
    if (terminal) {
        channel->command.terminal = pipes->theirs[STDOUT];
        pipes->theirs[STDOUT] = -1;
    }
    channel->input.pipe = pipes->ours[STDIN];
    channel->input.ended = pipes->ours[STDIN] < 0;
    channel->input.terminal = terminal;
    for (int i = 0; i < 2; i++) {
        channel->command.sources[i].pipe = pipes->ours[STDOUT + i];
        channel->command.sources[i].terminal = terminal;
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
    int error = make_streams(&pipes, request);
    if (error) {
        channel_fail(channel, STEP_RESOURCES, error, "cannot make the streams of", request->arguments[0]);
        return;
    }
    pid_t process = start_child(request, pipes.theirs, box_namespace, &failure);
    if (process < 0) {
        close_all(pipes.theirs);
        close_all(pipes.ours);
        channel_fail(channel, failure.step, failure.error, failure.what, failure.on);
        return;
    }
    channel->command.process = process;
    channel->command.started = boottime();
    adopt(channel, &pipes, request->flags & EXEC_TERMINAL);
    close_all(pipes.theirs);
    output_settle(channel);
}
