#include "paxin.h"

#include <stdbool.h>
#include <string.h>

#include "complain.h"

static bool digits(const char **at, const char *end, uint64_t *value) {
    const char *first = *at;
    *value = 0;
    for (; *at < end && **at >= '0' && **at <= '9'; ++*at) {
        if (__builtin_mul_overflow(*value, 10, value) || __builtin_add_overflow(*value, (uint64_t)(**at - '0'), value))
            return false;
    }
    return *at > first;
}

static bool whole(const char *at, const char *end, uint64_t most, uint64_t *value) {
    return digits(&at, end, value) && at == end && *value <= most;
}

static bool name(const char *at, const char *end, char *to) {
    size_t length = (size_t)(end - at);
    if (!length || length >= PATH_MAX || memchr(at, 0, length))
        return false;
    memcpy(to, at, length);
    to[length] = 0;
    return true;
}

/* Seconds, and perhaps a fraction of which nanoseconds count. */
static bool moment(const char *at, const char *end, struct timespec *time) {
    uint64_t seconds;
    bool negative = at < end && *at == '-';
    at += negative;
    if (!digits(&at, end, &seconds) || seconds > INT64_MAX)
        return false;
    long nanos = 0, scale = 100000000;
    if (at < end && *at == '.') {
        for (at++; at < end && *at >= '0' && *at <= '9'; at++, scale /= 10)
            nanos += (*at - '0') * scale;
    }
    time->tv_sec = negative ? -(time_t)seconds - (nanos > 0) : (time_t)seconds;
    time->tv_nsec = negative && nanos ? 1000000000 - nanos : nanos;
    return at == end;
}

static bool is_key(const char *key, size_t length, const char *wanted) {
    return length == strlen(wanted) && !memcmp(key, wanted, length);
}

static bool apply(const char *key, size_t length, const char *at, const char *end, struct member *member) {
    uint64_t id;
    if (is_key(key, length, "path"))
        return name(at, end, member->path);
    if (is_key(key, length, "linkpath"))
        return name(at, end, member->link);
    if (is_key(key, length, "size"))
        return whole(at, end, INT64_MAX, &member->size);
    if (is_key(key, length, "mtime"))
        return moment(at, end, &member->modified);
    if (is_key(key, length, "uid") && whole(at, end, UINT32_MAX - 1, &id)) {
        member->uid = (uint32_t)id;
        return true;
    }
    if (is_key(key, length, "gid") && whole(at, end, UINT32_MAX - 1, &id)) {
        member->gid = (uint32_t)id;
        return true;
    }
    bool sparse = length > 11 && !memcmp(key, "GNU.sparse.", 11);
    if (sparse)
        complain(member->path, "sparse files in archives are not supported", 0);
    return !is_key(key, length, "uid") && !is_key(key, length, "gid");
}

void paxin_apply(char *records, size_t length, struct member *member) {
    const char *at = records, *end = records + length;
    while (at < end) {
        uint64_t size;
        const char *record = at;
        if (!digits(&at, end, &size) || size > (uint64_t)(end - record) || at == end || *at++ != ' ')
            complain(member->path, "the archive has a broken pax header here", 0);
        const char *next = record + size;
        const char *equals = next > at ? memchr(at, '=', (size_t)(next - at)) : 0;
        if (!equals || next[-1] != '\n' || !apply(at, (size_t)(equals - at), equals + 1, next - 1, member))
            complain(member->path, "the archive has a broken pax header here", 0);
        at = next;
    }
}
