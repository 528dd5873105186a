/* The text files that name users and groups, read with system calls only: this runs between vfork and exec. */
#ifndef ACCOUNTS_H
#define ACCOUNTS_H

#include <stdbool.h>
#include <stdint.h>

#define MAX_FIELDS 7

/* Opens such a file; one that is missing or not an ordinary file is empty. */
void accounts_open(const char *path);

/* The next line with at least so many fields, taken apart at its colons. False: no more; the file is closed. */
bool accounts_next(char *fields[MAX_FIELDS], unsigned at_least);

/* A number of digits only, below the one that means "none". */
bool account_number(const char *text, uint32_t *number);

#endif
