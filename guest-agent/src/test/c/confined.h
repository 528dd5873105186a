/* For what changes files: a thread whose root is an empty file system in memory, which ends with it. */
#ifndef CONFINED_H
#define CONFINED_H

/*
 * Runs `job` so, and waits for its end. Exits where this process is not in a user namespace of its own (as bwrap
 * --unshare-user makes one): outside of it nothing but a mistake of ours would stand between an input and this machine.
 */
void confined(void (*job)(void));

/* broken(), from within: outside of its root, so that the input can be written down. */
_Noreturn void confined_broken(const char *what);

#endif
