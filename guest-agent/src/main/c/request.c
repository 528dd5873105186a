#include "request.h"

#include <stdbool.h>
#include <string.h>

#include "wire.h"

#define FIXED_BYTES 16
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

static void settle_search_path(char **environment) {
    static char fallback[] = "PATH=" DEFAULT_PATH;
    while (*environment && strncmp(*environment, "PATH=", 5))
        environment++;
    if (!*environment) {
        environment[0] = fallback;
        environment[1] = 0;
    }
    parsed.search_path = *environment + 5;
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
    if (parsed.flags & ~(EXEC_NO_STDIN | EXEC_MERGE_STDERR))
        return "the request has unknown flags";
    if (arguments < 1 || arguments > MAX_ARGUMENTS || variables > MAX_ENVIRONMENT)
        return "the request has no argument, or more than 4096 arguments or variables";
    parsed.directory = next_string(&reader);
    if (!parsed.directory || !read_list(&reader, parsed.arguments, arguments)
        || !read_list(&reader, parsed.environment, variables) || reader.at != reader.end)
        return "the request's strings do not fill its payload";
    if (!parsed.arguments[0][0])
        return "the request names no program";
    if (parsed.directory[0] && parsed.directory[0] != '/')
        return "the request's working directory is not absolute";
    settle_search_path(parsed.environment);
    *request = &parsed;
    return 0;
}
