#include "limits.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "text.h"

/* Where the kernel groups processes by session, niceness counts within a session only, unless the group is told too. */
static void set_session_nice(int8_t nice) {
    struct text value = {0};
    int file = open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return;
    if (nice < 0)
        text_add(&value, "-");
    text_add_number(&value, (unsigned long)(nice < 0 ? -nice : nice));
    ssize_t written = write(file, value.bytes, value.length);
    (void)written;
    close(file);
}

bool apply_limits(const struct exec_request *request) {
    if (request->nice) {
        if (setpriority(PRIO_PROCESS, 0, request->nice))
            return false;
        set_session_nice(request->nice);
    }
    for (unsigned i = 0; i < request->limit_count; i++) {
        const struct limit *limit = &request->limits[i];
        struct rlimit value = {.rlim_cur = limit->soft, .rlim_max = limit->hard};
        if (setrlimit(limit->resource, &value))
            return false;
    }
    return true;
}
