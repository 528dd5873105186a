/* Resource limits and niceness of a command; this runs between vfork and exec. */
#ifndef LIMITS_H
#define LIMITS_H

#include <stdbool.h>

#include "request.h"

/* Sets those of the calling process. False, with errno: the kernel refuses one. */
bool apply_limits(const struct exec_request *request);

#endif
