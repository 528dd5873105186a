/* The blocks of a tar archive, tar(5): ustar, and what pax and GNU add to it. */
#ifndef TAR_H
#define TAR_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define TAR_BLOCK 512

struct tar_header {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, linkname[100];
    char magic[8], uname[32], gname[32], major[8], minor[8], prefix[155], unused[12];
};

_Static_assert(sizeof(struct tar_header) == TAR_BLOCK, "a header is a block");

enum tar_type {
    TAR_FILE = '0',
    TAR_HARD_LINK = '1',
    TAR_SYMBOLIC_LINK = '2',
    TAR_CHARACTER_DEVICE = '3',
    TAR_BLOCK_DEVICE = '4',
    TAR_DIRECTORY = '5',
    TAR_FIFO = '6',
    TAR_CONTIGUOUS_FILE = '7',
    TAR_PAX = 'x',
    TAR_PAX_GLOBAL = 'g',
    TAR_GNU_LONG_NAME = 'L',
    TAR_GNU_LONG_LINK = 'K',
    TAR_GNU_VOLUME = 'V',
};

/* What an archive says of one file. */
struct member {
    char type;
    unsigned mode;
    uint32_t uid, gid, major, minor;
    uint64_t size;
    struct timespec modified;
    char path[PATH_MAX], link[PATH_MAX];
};

/* The sum of a header's bytes, its own field counted as spaces. */
unsigned tar_checksum(const struct tar_header *header);

/* How many bytes fill the last block of contents of that size. */
static inline size_t tar_padding(uint64_t size) { return (size_t)(-size % TAR_BLOCK); }

#endif
