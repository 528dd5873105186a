#ifndef SESSION_H
#define SESSION_H

#include <sys/types.h>

/* Kills the process group and all of the session that a command leads. */
void session_kill(pid_t leader);

#endif
