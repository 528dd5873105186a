/* A pseudo-terminal between the host and a command. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdint.h>

/* Where terminals are made: the box's /dev/pts, or -1 for the agent's own (tests). Taken over. */
void terminals_come_from(int directory);
void terminals_end(void);

/* Makes one. Answers 0 with the host's end (non-blocking) and the command's, or an errno. */
int terminal_open(int *ours, int *theirs);

void terminal_resize(int descriptor, uint16_t columns, uint16_t rows);

/*
 * What to type for the end of input, at most two bytes: the terminal's own character for it, where it reads lines; a second
 * time after a line that has begun, which the first one only hands over. Answers how many.
 */
uint32_t terminal_end_of_input(int descriptor, uint8_t last_typed, uint8_t *to);

#endif
