#include "request.h"

#include <stdbool.h>
#include <string.h>

#include "wire.h"

#define FIXED_BYTES 16
#define EXEC_FLAGS (EXEC_NO_STDIN | EXEC_MERGE_STDERR | EXEC_TERMINAL | EXEC_USER | EXEC_LIMITS | EXEC_KEEP | EXEC_BUILTIN)
#define DEFAULT_PATH "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

static struct exec_request parsed;

/* A string's two bytes of length make room for its NUL, so all strings of a payload fit. */
static char strings[MAX_PAYLOAD];

struct reader {
    const uint8_t *at, *end;
    char *to;
};

static char *next_string(struct reader *reader) {
    if (reader->end - reader->at < 2)
        return 0;
    size_t length = get16(reader->at);
    if ((size_t)(reader->end - reader->at) < 2 + length || memchr(reader->at + 2, 0, length))
        return 0;
    char *string = reader->to;
    memcpy(string, reader->at + 2, length);
    string[length] = 0;
    reader->at += 2 + length;
    reader->to += length + 1;
    return string;
}

static bool read_list(struct reader *reader, char **list, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        list[i] = next_string(reader);
        if (!list[i])
            return false;
    }
    list[count] = 0;
    return true;
}

char *add_variable(struct exec_request *request, char *entry) {
    size_t name = strcspn(entry, "=") + 1;
    char **at = request->environment;
    while (*at && strncmp(*at, entry, name))
        at++;
    if (!*at) {
        at[0] = entry;
        at[1] = 0;
    }
    return *at;
}

static bool read_terminal(struct reader *reader) {
    if (reader->end - reader->at < 4)
        return false;
    parsed.columns = get16(reader->at);
    parsed.rows = get16(reader->at + 2);
    reader->at += 4;
    return true;
}

static bool read_user(struct reader *reader) {
    parsed.user_name = next_string(reader);
    return parsed.user_name;
}

static bool read_limit(struct reader *reader, struct limit *limit) {
    if (reader->end - reader->at < LIMIT_BYTES)
        return false;
    *limit = (struct limit){.resource = reader->at[0], .soft = get64(reader->at + 1), .hard = get64(reader->at + 9)};
    reader->at += LIMIT_BYTES;
    return limit->resource <= MAX_RESOURCE;
}

static bool read_limits(struct reader *reader) {
    if (reader->end - reader->at < 2)
        return false;
    parsed.nice = (int8_t)reader->at[0];
    parsed.limit_count = reader->at[1];
    reader->at += 2;
    bool good = parsed.limit_count <= MAX_LIMITS;
    for (unsigned i = 0; good && i < parsed.limit_count; i++)
        good = read_limit(reader, &parsed.limits[i]);
    return good;
}

/* What the flags announce, in their order. */
static bool read_options(struct reader *reader) {
    parsed.user_name = 0;
    parsed.nice = 0;
    parsed.limit_count = 0;
    return (!(parsed.flags & EXEC_TERMINAL) || read_terminal(reader)) && (!(parsed.flags & EXEC_USER) || read_user(reader))
           && (!(parsed.flags & EXEC_LIMITS) || read_limits(reader));
}

static void settle_environment(void) {
    static char search_path[] = "PATH=" DEFAULT_PATH, terminal[] = "TERM=xterm";
    parsed.search_path = add_variable(&parsed, search_path) + 5;
    if (parsed.flags & EXEC_TERMINAL)
        add_variable(&parsed, terminal);
}

const char *parse_exec_request(const struct frame *frame, struct exec_request **request) {
    const uint8_t *payload = frame->payload;
    struct reader reader = {.at = payload + FIXED_BYTES, .end = payload + frame->length, .to = strings};
    if (frame->length < FIXED_BYTES)
        return "the request is too short";
    parsed.flags = get16(payload + 2);
    parsed.user = get32(payload + 4);
    parsed.group = get32(payload + 8);
    unsigned arguments = get16(payload + 12), variables = get16(payload + 14);
    if (parsed.flags & ~EXEC_FLAGS)
        return "the request has unknown flags";
    if (arguments < 1 || arguments > MAX_ARGUMENTS || variables > MAX_ENVIRONMENT)
        return "the request has no argument, or more than 4096 arguments or variables";
    parsed.directory = next_string(&reader);
    if (!parsed.directory || !read_list(&reader, parsed.arguments, arguments)
        || !read_list(&reader, parsed.environment, variables))
        return "the request's strings go beyond its payload";
    if (!read_options(&reader) || reader.at != reader.end)
        return "the request's options do not fill its payload, or are out of range";
    if (!parsed.arguments[0][0])
        return "the request names no program";
    if (parsed.directory[0] && parsed.directory[0] != '/')
        return "the request's working directory is not absolute";
    settle_environment();
    *request = &parsed;
    return 0;
}
