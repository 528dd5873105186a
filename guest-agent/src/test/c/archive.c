#include "archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../main/c/tar.h"
#include "confined.h"

#define MAX_RECORDS 16384

static uint8_t block[TAR_BLOCK];
static size_t filled, records_length;
static uint64_t contents_left;
static char type, records[MAX_RECORDS + 1], path[MAX_RECORDS + 1], link_path[MAX_RECORDS + 1];
static unsigned zero_blocks;

void archive_begin(void) {
    filled = records_length = 0;
    contents_left = 0;
    zero_blocks = 0;
    *path = *link_path = 0;
}

static bool is_zeros(const uint8_t *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (bytes[i])
            return false;
    }
    return true;
}

static uint64_t number(const char *field, size_t size) {
    char digits[16] = {0}, *rest;
    memcpy(digits, field, size);
    uint64_t value = strtoull(digits, &rest, 8);
    if (rest == digits || (*rest && *rest != ' '))
        confined_broken("a field that is no number");
    return value;
}

/* "LENGTH KEY=VALUE\n", one behind the other. */
static void take_records(void) {
    static const char *const keys[] = {"path=", "linkpath=", "uid=", "gid=", "size=", "mtime=", 0};
    for (size_t at = 0; at < records_length;) {
        char *key;
        size_t length = strtoull(records + at, &key, 10), known = 0;
        if (*key++ != ' ' || length > records_length - at || records + at + length < key + 1 || records[at + length - 1] != '\n')
            confined_broken("a record of the pax header that breaks a rule");
        records[at + length - 1] = 0;
        while (keys[known] && strncmp(key, keys[known], strlen(keys[known])))
            known++;
        if (!keys[known] || strlen(key) + 1 != (size_t)(records + at + length - key))
            confined_broken("a record of the pax header that nobody knows");
        if (known < 2)
            strcpy(known ? link_path : path, key + strlen(keys[known]));
        at += length;
    }
}

static bool is_of_the_tree(const char *name) { return name[0] == 'x' && (!name[1] || name[1] == '/'); }

static void take_header(void) {
    struct tar_header header;
    char name[sizeof header.name + 1] = {0}, link[sizeof header.linkname + 1] = {0};
    memcpy(&header, block, sizeof header);
    memcpy(name, header.name, sizeof header.name);
    memcpy(link, header.linkname, sizeof header.linkname);
    if (zero_blocks)
        confined_broken("something behind the end");
    if (number(header.checksum, sizeof header.checksum) != tar_checksum(&header) || memcmp(header.magic, "ustar\00000", 8))
        confined_broken("a header that is none");
    type = header.type;
    contents_left = number(header.size, sizeof header.size);
    if (!type || !strchr("0123456x", type) || (contents_left && type != TAR_FILE && type != TAR_PAX)
        || (type == TAR_PAX && contents_left > MAX_RECORDS))
        confined_broken("an entry that cannot be");
    records_length = 0;
    if (type == TAR_PAX)
        return;
    if (!is_of_the_tree(*path ? path : name) || (type == TAR_HARD_LINK && !is_of_the_tree(*link_path ? link_path : link)))
        confined_broken("an entry that is not of the tree");
    *path = *link_path = 0;
}

static void take_contents(void) {
    size_t size = contents_left < TAR_BLOCK ? (size_t)contents_left : TAR_BLOCK;
    contents_left -= size;
    if (!is_zeros(block + size, TAR_BLOCK - size))
        confined_broken("contents that are not filled up by zeros");
    if (type == TAR_PAX) {
        memcpy(records + records_length, block, size);
        records_length += size;
        records[records_length] = 0;
        if (!contents_left)
            take_records();
    } else if (memmem(block, size, ARCHIVE_SECRET, strlen(ARCHIVE_SECRET))) {
        confined_broken("contents of another file");
    }
}

void archive_look(const uint8_t *bytes, size_t size) {
    while (size) {
        size_t count = TAR_BLOCK - filled < size ? TAR_BLOCK - filled : size;
        memcpy(block + filled, bytes, count);
        filled += count;
        bytes += count;
        size -= count;
        if (filled < TAR_BLOCK)
            return;
        filled = 0;
        if (contents_left)
            take_contents();
        else if (is_zeros(block, TAR_BLOCK))
            zero_blocks++;
        else
            take_header();
    }
}

void archive_ended(bool well) {
    if (well && (filled || contents_left || zero_blocks != 2))
        confined_broken("an archive without an end");
}
