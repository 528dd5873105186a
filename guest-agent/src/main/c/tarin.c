#include "tarin.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "paxin.h"
#include "tarnumber.h"

static char buffer[65536];
static size_t start, end;

/* As many bytes as there are at once, at least one; 0 at the end of the input. */
static size_t fill(void) {
    ssize_t got;
    do {
        got = read(STDIN_FILENO, buffer, sizeof buffer);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        complain("", "the archive cannot be read", errno);
    start = 0;
    end = (size_t)got;
    return end;
}

const char *tarin_contents(size_t wanted, size_t *count) {
    if (start == end && !fill())
        complain("", "the archive breaks off", 0);
    const char *at = buffer + start;
    *count = end - start < wanted ? end - start : wanted;
    start += *count;
    return at;
}

static void take(char *to, size_t length) {
    while (length) {
        size_t count;
        const char *from = tarin_contents(length, &count);
        memcpy(to, from, count);
        to += count;
        length -= count;
    }
}

static void skip(uint64_t length) {
    while (length) {
        size_t count;
        tarin_contents(length < sizeof buffer ? (size_t)length : sizeof buffer, &count);
        length -= count;
    }
}

void tarin_end_contents(uint64_t size) { skip(tar_padding(size)); }

void tarin_drain(void) {
    while (fill())
        ;
}

static _Noreturn void refuse_no_archive(const struct tar_header *header) {
    static const struct {
        const char *magic, *what;
    } packed[] = {
        {"\x1f\x8b", "the archive is compressed by gzip: decompress it first"},
        {"\x28\xb5\x2f\xfd", "the archive is compressed by zstd: decompress it first"},
        {"\xfd" "7zXZ", "the archive is compressed by xz: decompress it first"},
        {"BZh", "the archive is compressed by bzip2: decompress it first"},
    };
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        if (!memcmp(header->name, packed[i].magic, strlen(packed[i].magic)))
            complain("", packed[i].what, 0);
    }
    complain("", "this is no tar archive, or a broken one", 0);
}

static bool is_end(const struct tar_header *header) {
    static const struct tar_header zero;
    return !memcmp(header, &zero, sizeof zero);
}

static void set_names(const struct tar_header *header, struct member *member) {
    size_t length = 0;
    /* GNU's own format has other fields where ustar has its prefix. */
    if (!memcmp(header->magic, "ustar", 6) && header->prefix[0]) {
        length = strnlen(header->prefix, sizeof header->prefix);
        memcpy(member->path, header->prefix, length);
        member->path[length++] = '/';
    }
    size_t name = strnlen(header->name, sizeof header->name);
    memcpy(member->path + length, header->name, name);
    member->path[length + name] = 0;
    size_t link = strnlen(header->linkname, sizeof header->linkname);
    memcpy(member->link, header->linkname, link);
    member->link[link] = 0;
}

static uint64_t number(const char *field, size_t size, const struct member *member) {
    uint64_t value;
    if (!tar_number(field, size, &value))
        complain(member->path, "the archive has a broken number here", 0);
    return value;
}

#define NUMBER(field) number(header->field, sizeof header->field, member)

static char type_of(const struct tar_header *header, const struct member *member) {
    size_t length = strlen(member->path);
    if (header->type && header->type != TAR_FILE && header->type != TAR_CONTIGUOUS_FILE)
        return header->type;
    /* As archives said it before there was a type for it. */
    return length && member->path[length - 1] == '/' ? TAR_DIRECTORY : TAR_FILE;
}

static void parse(const struct tar_header *header, struct member *member) {
    uint64_t checksum;
    if (!tar_number(header->checksum, sizeof header->checksum, &checksum) || checksum != tar_checksum(header))
        refuse_no_archive(header);
    set_names(header, member);
    member->type = type_of(header, member);
    member->mode = (unsigned)NUMBER(mode) & 07777;
    member->uid = (uint32_t)NUMBER(uid);
    member->gid = (uint32_t)NUMBER(gid);
    member->size = NUMBER(size);
    member->modified = (struct timespec){.tv_sec = (time_t)NUMBER(mtime)};
    if (member->type == TAR_CHARACTER_DEVICE || member->type == TAR_BLOCK_DEVICE) {
        member->major = (uint32_t)NUMBER(major);
        member->minor = (uint32_t)NUMBER(minor);
    }
}

/* A name on its way to the member that follows: pax headers outrank GNU's, which outrank the header's own. */
static void take_long_name(char *to, uint64_t size) {
    if (!size || size > PATH_MAX)
        complain("", "the archive has a name longer than 4095 bytes", 0);
    take(to, (size_t)size);
    /* The NUL counts, but not everybody writes it. */
    if (size == PATH_MAX && to[size - 1])
        complain("", "the archive has a name longer than 4095 bytes", 0);
    if (size < PATH_MAX)
        to[size] = 0;
}

static char pax[131072];

static size_t take_pax(uint64_t size) {
    if (size > sizeof pax)
        complain("", "the archive has a pax header above 128 KiB", 0);
    take(pax, (size_t)size);
    return (size_t)size;
}

bool tarin_next(struct member *member) {
    static struct tar_header header;
    static char long_name[PATH_MAX], long_link[PATH_MAX];
    size_t pax_length = 0;
    bool has_pax = false;
    long_name[0] = long_link[0] = 0;
    while (true) {
        take((char *)&header, sizeof header);
        if (is_end(&header))
            return false;
        parse(&header, member);
        uint64_t size = member->size;
        if (member->type == TAR_GNU_LONG_NAME)
            take_long_name(long_name, size);
        else if (member->type == TAR_GNU_LONG_LINK)
            take_long_name(long_link, size);
        else if (member->type == TAR_PAX && (has_pax = true))
            pax_length = take_pax(size);
        else if (member->type == TAR_PAX_GLOBAL || member->type == TAR_GNU_VOLUME)
            skip(size);
        else
            break;
        tarin_end_contents(size);
    }
    if (long_name[0])
        memcpy(member->path, long_name, sizeof long_name);
    if (long_link[0])
        memcpy(member->link, long_link, sizeof long_link);
    if (has_pax)
        paxin_apply(pax, pax_length, member);
    if (member->type != TAR_FILE)
        member->size = 0;
    return true;
}
