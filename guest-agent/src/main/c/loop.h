#ifndef LOOP_H
#define LOOP_H

/* Waits for the host's WELCOME. */
void await_welcome(void);

/* Serves until the guest ends. */
_Noreturn void serve(void);

#endif
