/* Programs inside the agent's own binary, which an EXEC with EXEC_BUILTIN runs like any other. */
#ifndef BUILTIN_H
#define BUILTIN_H

#include <stdbool.h>

/* Opens our own binary, while its path still means something. Dies where it cannot. */
void builtin_prepare(void);

/* Is there a program of that name? */
bool builtin_exists(const char *name);

/* Becomes the one named by the first argument, in a process of its own. Returns, with errno, only where that fails. */
void builtin_execute(char **arguments, char **environment);

/* Runs the one named by the first argument, answering its exit status; -1 where there is none of that name. */
int builtin_main(int count, char **arguments);

#endif
