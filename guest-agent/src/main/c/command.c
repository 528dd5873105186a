#include "command.h"

#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "protocol.h"

/* How long background children may hold a command's output open after its end. */
#define OUTPUT_GRACE 250000000ull

void command_begin(struct command *command) {
    *command = (struct command){.terminal = -1};
    source_begin(&command->sources[0]);
    source_begin(&command->sources[1]);
}

static void close_terminal(struct command *command) {
    if (command->terminal >= 0)
        close(command->terminal);
    command->terminal = -1;
}

void command_ended(struct command *command, int status, const struct rusage *usage) {
    command->ended = true;
    command->status = status;
    command->usage = *usage;
    command->finished = boottime();
    close_terminal(command);
}

uint64_t command_cut_due(const struct command *command) {
    bool due = command->ended && !command->cutting && !command_is_done(command);
    return due ? command->finished + OUTPUT_GRACE : UINT64_MAX;
}

void command_cut(struct command *command) {
    if (boottime() < command_cut_due(command))
        return;
    command->cutting = true;
    source_limit(&command->sources[0]);
    source_limit(&command->sources[1]);
}

bool command_is_done(const struct command *command) {
    return command->ended && command->sources[0].pipe < 0 && command->sources[1].pipe < 0;
}

uint8_t command_kind(const struct command *command) {
    if (!command->ended)
        return RUNNING;
    return WIFSIGNALED(command->status) ? SIGNALED : EXITED;
}

uint32_t command_value(const struct command *command) {
    switch (command_kind(command)) {
    case SIGNALED: return (uint32_t)WTERMSIG(command->status);
    case EXITED: return (uint32_t)WEXITSTATUS(command->status);
    default: return 0;
    }
}

bool command_was_cut(const struct command *command) { return command->sources[0].cut || command->sources[1].cut; }

void command_release(struct command *command) {
    close_terminal(command);
    source_release(&command->sources[0]);
    source_release(&command->sources[1]);
}
