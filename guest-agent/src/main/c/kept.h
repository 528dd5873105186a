/* Commands that go on when their client leaves: the end of what they wrote, and how they ended. */
#ifndef KEPT_H
#define KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "command.h"
#include "protocol.h"
#include "text.h"

struct kept_output {
    /* KEPT_BYTES of memory, 0 while nothing was written; byte n of the output is at n modulo that. */
    uint8_t *ring;
    uint64_t total;
};

struct kept {
    /* 0: not in use. */
    uint32_t id;
    struct command command;
    bool on_terminal, forget;
    /* Our hold on its standard input while there is nobody to write to it, or -1. */
    int input;
    unsigned attached;
    struct kept_output outputs[2];
    struct text title;
};

/* What a list of them takes at most. */
#define KEPT_LIST_BYTES (MAX_KEPT * (KEPT_ENTRY_BYTES + sizeof((struct text *)0)->bytes))

extern struct kept kept_commands[MAX_KEPT];

/* A place for one more: a free one, or that of the one that ended first. 0: as many run as are kept. */
struct kept *kept_take(const struct text *title);

/* Gives a place back whose command never started. */
void kept_give_back(struct kept *kept);
struct kept *kept_find(uint32_t id);

/* One client less. Forgets the command if that is due. */
void kept_leave(struct kept *kept);
void kept_close_input(struct kept *kept);

/* Reads one of its outputs, but at most so much. */
void kept_pull(struct kept *kept, int output, size_t most);

/* From where on an output is still there. */
uint64_t kept_oldest(const struct kept *kept, int output);

/* Copies from `position` on, which must still be there, up to so much; answers how much. */
size_t kept_copy(const struct kept *kept, int output, uint64_t position, uint8_t *to, size_t most);

/* If it is the process of a kept command, that learns of its end. */
bool kept_process_ended(pid_t process, int status, const struct rusage *usage);

/* Writes the list of them, at most KEPT_LIST_BYTES; answers how much. */
size_t kept_list(uint8_t *to);

#endif
