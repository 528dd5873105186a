/* Commands on a terminal whose client has left: hung up, as by a modem, and killed if that does not end them. */
#ifndef HANGUP_H
#define HANGUP_H

#include <stdint.h>
#include <sys/types.h>

/* The terminal of the session that this process leads has been closed, at which the kernel sent SIGHUP and SIGCONT. */
void hangup(pid_t leader);

/* If it is one that was hung up, the rest of its session is killed. */
void hangup_process_ended(pid_t process);

/* When hangup_step is due, by boottime(); UINT64_MAX for never. */
uint64_t hangup_due(void);
void hangup_step(void);

/* Kills all that were hung up. */
void hangup_kill(void);

#endif
