#include "tarout.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "complain.h"
#include "paxout.h"
#include "tarnumber.h"

static char buffer[65536];
static size_t used;

static void flush(void) {
    for (size_t at = 0; at < used;) {
        ssize_t written = write(STDOUT_FILENO, buffer + at, used - at);
        if (written < 0 && errno != EINTR)
            complain("", "the archive cannot be written", errno);
        if (written > 0)
            at += (size_t)written;
    }
    used = 0;
}

char *tarout_room(size_t *room) {
    if (used == sizeof buffer)
        flush();
    *room = sizeof buffer - used;
    return buffer + used;
}

void tarout_filled(size_t count) { used += count; }

static void put(const void *bytes, size_t length) {
    for (const char *at = bytes; length;) {
        size_t room;
        char *to = tarout_room(&room);
        size_t count = room < length ? room : length;
        memcpy(to, at, count);
        tarout_filled(count);
        at += count;
        length -= count;
    }
}

void tarout_zeros(uint64_t count) {
    while (count) {
        size_t room;
        char *to = tarout_room(&room);
        size_t now = room < count ? room : (size_t)count;
        memset(to, 0, now);
        tarout_filled(now);
        count -= now;
    }
}

static void put_header(struct tar_header *header) {
    memcpy(header->magic, "ustar\00000", sizeof header->magic);
    tar_octal(header->checksum, sizeof header->checksum - 1, tar_checksum(header));
    header->checksum[7] = ' ';
    put(header, sizeof *header);
}

static void put_pax(const char *records, size_t length) {
    struct tar_header header = {.name = "pax", .type = TAR_PAX};
    tar_octal(header.mode, sizeof header.mode, 0600);
    tar_octal(header.uid, sizeof header.uid, 0);
    tar_octal(header.gid, sizeof header.gid, 0);
    tar_octal(header.size, sizeof header.size, length);
    tar_octal(header.mtime, sizeof header.mtime, 0);
    put_header(&header);
    put(records, length);
    tarout_zeros(tar_padding(length));
}

/* Cut where it does not fit: the pax header then has all of it. */
static void set(char *field, size_t size, const char *text) { memcpy(field, text, strnlen(text, size)); }

void tarout_member(const struct member *member) {
    static struct paxout pax;
    struct tar_header header = {.type = member->type};
    pax.length = 0;
    set(header.name, sizeof header.name, member->path);
    set(header.linkname, sizeof header.linkname, member->link);
    if (strlen(member->path) > sizeof header.name)
        paxout_text(&pax, "path", member->path);
    if (strlen(member->link) > sizeof header.linkname)
        paxout_text(&pax, "linkpath", member->link);
    tar_octal(header.mode, sizeof header.mode, member->mode);
    if (!tar_octal(header.uid, sizeof header.uid, member->uid))
        paxout_number(&pax, "uid", member->uid);
    if (!tar_octal(header.gid, sizeof header.gid, member->gid))
        paxout_number(&pax, "gid", member->gid);
    if (!tar_octal(header.size, sizeof header.size, member->size))
        paxout_number(&pax, "size", member->size);
    bool early = member->modified.tv_sec < 0;
    if (!tar_octal(header.mtime, sizeof header.mtime, early ? 0 : (uint64_t)member->modified.tv_sec) || early
        || member->modified.tv_nsec)
        paxout_time(&pax, "mtime", &member->modified);
    tar_octal(header.major, sizeof header.major, member->major);
    tar_octal(header.minor, sizeof header.minor, member->minor);
    if (pax.length)
        put_pax(pax.records, pax.length);
    put_header(&header);
}

void tarout_end(void) {
    tarout_zeros(2 * TAR_BLOCK);
    flush();
}
