#include "builtin.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "console.h"
#include "files.h"
#include "pack.h"
#include "unpack.h"
#include "processes.h"

struct builtin {
    const char *name;
    /* Answers the exit status. */
    int (*main)(int count, char **arguments);
};

static const struct builtin builtins[] = {
    {"files", files_main},
    {"pack", pack_main},
    {"unpack", unpack_main},
    {"processes", processes_main},
};

static int own_binary = -1;

void builtin_prepare(void) {
    own_binary = open("/proc/self/exe", O_PATH | O_CLOEXEC);
    if (own_binary < 0)
        die("cannot open", "/proc/self/exe", errno);
}

static const struct builtin *find(const char *name) {
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++) {
        if (!strcmp(builtins[i].name, name))
            return &builtins[i];
    }
    return 0;
}

bool builtin_exists(const char *name) { return find(name); }

void builtin_execute(char **arguments, char **environment) { fexecve(own_binary, arguments, environment); }

int builtin_main(int count, char **arguments) {
    const struct builtin *builtin = find(arguments[0]);
    if (!builtin)
        return -1;
    /* A program run by its descriptor is called after the descriptor's number. */
    prctl(PR_SET_NAME, arguments[0]);
    return builtin->main(count, arguments);
}
