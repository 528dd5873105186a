/* A process with its outputs, from its start until all it wrote has been read. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "source.h"

struct command {
    /* The leader of its session; 0 for none. */
    pid_t process;
    /* Our own hold on the command's terminal until it ends, without which each gap between two others would be its end; or -1. */
    int terminal;
    /* The command has ended; the grace for its outputs is over. */
    bool ended, cutting;
    int status;
    struct rusage usage;
    uint64_t started, finished;
    struct source sources[2];
};

void command_begin(struct command *command);

/* Its process has ended. */
void command_ended(struct command *command, int status, const struct rusage *usage);

/* When command_cut is due, by boottime(); UINT64_MAX for never. */
uint64_t command_cut_due(const struct command *command);

/* Once the grace after its end is over: takes from then on only what its outputs hold by now. */
void command_cut(struct command *command);

/* Has it ended, and all its output been read? */
bool command_is_done(const struct command *command);

/* How it ended, or that it has not; and its exit code or signal. */
uint8_t command_kind(const struct command *command);
uint32_t command_value(const struct command *command);

/* Was output lost because others held it open? */
bool command_was_cut(const struct command *command);

/* Closes all it holds; its process goes on. */
void command_release(struct command *command);

#endif
