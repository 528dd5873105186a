#include "membername.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "complain.h"

static const char *first;

void membername_begin(const char *replacement) { first = replacement; }

static size_t add(char *to, size_t at, const char *component, size_t length, const char *path) {
    if (at + length + 2 > PATH_MAX)
        complain(path, "the path gets longer than 4095 bytes", 0);
    if (at && length)
        to[at++] = '/';
    memcpy(to + at, component, length);
    return at + length;
}

void membername(const char *path, char *to) {
    size_t at = 0, length;
    bool replace = first;
    for (const char *component = path; *component; component += length + (component[length] == '/')) {
        length = strcspn(component, "/");
        if (length == 2 && component[0] == '.' && component[1] == '.')
            complain(path, "the archive's path has a `..`", 0);
        bool nothing = !length || (length == 1 && *component == '.');
        if (replace && length)
            at = add(to, at, first, strlen(first), path);
        else if (!nothing)
            at = add(to, at, component, length, path);
        replace = replace && !length;
    }
    to[at] = 0;
}
