/* What happens between fork and exec. */
#ifndef CHILD_H
#define CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "request.h"

struct child_failure {
    enum step step;
    int error;
    /* In words, to be followed by `on`. */
    const char *what, *on;
};

/*
 * Starts a command on these descriptors for 0, 1, 2 (-1: /dev/null for 0, the same as 1 for 2). Answers its process id once
 * its program runs, or -1 and what failed.
 */
pid_t start_child(struct exec_request *request, const int *descriptors, int box_namespace, struct child_failure *failure);

#endif
