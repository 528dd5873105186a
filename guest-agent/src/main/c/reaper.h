#ifndef REAPER_H
#define REAPER_H

#include <stdbool.h>

/* SIGCHLD may be delivered only while the loop waits. */
void reaper_begin(void);

/* Reaps every process that has ended: the commands, and as init all orphans too. */
void reap(void);

/* Is no process but the kernel's and ourselves left? Reaps on the way. */
bool nobody_is_left(void);

#endif
