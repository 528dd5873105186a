/* The agent's variables, which each input must find as they were at the start. */
#ifndef STATE_H
#define STATE_H

/* To be called before the agent has done anything, and without effect after that. */
void state_remember(void);

/* Puts back what was remembered. */
void state_restore(void);

#endif
