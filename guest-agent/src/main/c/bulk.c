#include "bulk.h"

#include <fcntl.h>

#include "protocol.h"

void bulk_passes(struct bulk *bulk, int pipe, size_t bytes) {
    if (bytes < BULK || bulk->known)
        return;
    bulk->known = true;
    int holds = fcntl(pipe, F_GETPIPE_SZ);
    if (holds >= 0 && holds < WINDOW)
        fcntl(pipe, F_SETPIPE_SZ, WINDOW);
}
