/* How a built-in program that copies files ends where it cannot go on. */
#ifndef COMPLAIN_H
#define COMPLAIN_H

/* Ends the program with status 1 after one line on stderr: `PATH: WHAT[: the error's description]`. */
_Noreturn void complain(const char *path, const char *what, int error);

#endif
