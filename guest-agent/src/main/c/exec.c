#include "exec.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attach.h"
#include "child.h"
#include "clock.h"
#include "kept.h"
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

/* Takes over our ends, and for a terminal a hold on the command's. */
static void adopt(struct command *command, struct pipes *pipes, bool terminal) {
    if (terminal) {
        command->terminal = pipes->theirs[STDOUT];
        pipes->theirs[STDOUT] = -1;
    }
    for (int i = 0; i < 2; i++) {
        command->sources[i].pipe = pipes->ours[STDOUT + i];
        command->sources[i].terminal = terminal;
    }
}

static void adopt_input(struct channel *channel, int descriptor, bool terminal) {
    channel->input.pipe = descriptor;
    channel->input.ended = descriptor < 0;
    channel->input.terminal = terminal;
    channel->owes_opened = true;
}

/* Its client is the first of those that attach to it. */
static void keep(struct channel *channel, struct kept *kept, int input, bool terminal) {
    kept->input = input;
    kept->on_terminal = terminal;
    attach(channel, kept, ATTACH_HOLD, UINT32_MAX);
}

static void give_back(struct kept *kept) {
    if (kept)
        kept_give_back(kept);
}

static void entitle(struct text *title, char *const *arguments) {
    for (int i = 0; arguments[i]; i++) {
        if (i)
            text_add(title, " ");
        text_add(title, arguments[i]);
    }
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
    entitle(&channel->message, request->arguments);
    struct kept *kept = request->flags & EXEC_KEEP ? kept_take(&channel->message) : 0;
    if (request->flags & EXEC_KEEP && !kept) {
        channel_fail(channel, STEP_RESOURCES, EAGAIN, "as many commands as can be kept are running", 0);
        return;
    }
    int error = make_streams(&pipes, request);
    if (error) {
        give_back(kept);
        channel_fail(channel, STEP_RESOURCES, error, "cannot make the streams of", request->arguments[0]);
        return;
    }
    pid_t process = start_child(request, pipes.theirs, box_namespace, &failure);
    if (process < 0) {
        close_all(pipes.theirs);
        close_all(pipes.ours);
        give_back(kept);
        channel_fail(channel, failure.step, failure.error, failure.what, failure.on);
        return;
    }
    struct command *command = kept ? &kept->command : &channel->command;
    command->process = process;
    command->started = boottime();
    adopt(command, &pipes, request->flags & EXEC_TERMINAL);
    close_all(pipes.theirs);
    if (kept)
        keep(channel, kept, pipes.ours[STDIN], request->flags & EXEC_TERMINAL);
    else
        adopt_input(channel, pipes.ours[STDIN], request->flags & EXEC_TERMINAL);
    output_settle(channel);
}
