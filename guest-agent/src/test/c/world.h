/*
 * Where the agent lives while it is fuzzed: a link that reads from the input, processes and servers that exist only as their
 * ends of pipes, a clock that is told. Nothing here starts, signals or connects to anything real.
 */
#ifndef WORLD_H
#define WORLD_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Bytes of an input before those of the link: all that chance decides follows from them. */
#define SEED_BYTES 8

/* Where the agent's end of the guest leads. */
extern jmp_buf world_end;

/* Begins a world for this input, of at least SEED_BYTES. */
void world_begin(const uint8_t *input, size_t size);

/* The agent's descriptor for its link. */
int world_link(void);

/* Ends what is left of the world; the agent has released its own. Aborts where descriptors or memory are left open. */
void world_finish(void);

/* From now on these are the standard input, and `output` gets what is written to the standard output. */
void world_standard_streams(const uint8_t *input, size_t size, void (*output)(const uint8_t *bytes, size_t size));

/* In place of world_finish, after a program whose end releases what it holds: closes what it has opened. */
void world_abandon(void);

/* What others do between two of a program's calls from now on; nothing at first. */
void world_others(void (*act)(void));

/* The contents of /etc/passwd and /etc/group from now on. */
void world_accounts(const uint8_t *bytes, size_t size);

/* The next number of this world's chance, below `limit`. */
uint32_t chance(uint32_t limit);

/* Says why, and aborts: a finding. */
_Noreturn void broken(const char *what);

/* Of processes.c: their turn, one signal, their end. */
void processes_act(void);
bool process_signal(pid_t process, int number);
void processes_finish(void);

/* Of servers.c. */
void servers_act(void);
void servers_finish(void);

/* Of observer.c: what the agent sends must be what the protocol allows. */
void observer_begin(void);
void observe(const uint8_t *bytes, size_t size);

#endif
