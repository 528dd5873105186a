/* One line on the guest's console: the only voice left where the link is not up. */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdbool.h>

/* Are we the init of a guest, or an ordinary process in a test? */
bool is_init(void);

/* Prints "hutch-agent: " and the message. */
void say(const char *message);

/* Prints what failed, on what, and why; then ends the guest without further ado. For the time before any command ran. */
_Noreturn void die(const char *what, const char *on, int error);

/* Ends the guest at once. In a test: the process, with this status. */
_Noreturn void end_guest(int status);

#endif
