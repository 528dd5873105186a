#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fileattributes.h"
#include "filehandles.h"
#include "fileprotocol.h"
#include "wire.h"

/* An entry of getdents64 is of 8 and 8 bytes, its length, its type, its name with NUL, and padding to a multiple of 8. */
#define KERNEL_LENGTH_AT 16
#define KERNEL_TYPE_AT 18
#define KERNEL_NAME_AT 19
#define KERNEL_MIN_BYTES 24
#define KERNEL_MIN_NAME 4
/* Ours: type, length, name, and the attributes. */
#define FIXED_BYTES 3

/* So many bytes of the kernel's entries always fit into one answer, so nothing need be kept until the next. */
#define WITHOUT_ATTRIBUTES MAX_BYTES
#define WITH_ATTRIBUTES 12288
_Static_assert(WITH_ATTRIBUTES / KERNEL_MIN_BYTES * (FIXED_BYTES + KERNEL_MIN_NAME + ATTRIBUTES_BYTES) <= MAX_BYTES, "fits");

static uint8_t entries[MAX_BYTES] __attribute__((aligned(8)));

static int is_dots(const char *name) { return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2])); }

/* Answers its length, or 0 where the entry is gone since or is none. */
static uint32_t write_entry(uint8_t *to, const uint8_t *entry, int directory, int attributes) {
    const char *name = (const char *)entry + KERNEL_NAME_AT;
    uint32_t length = (uint32_t)strlen(name);
    if (is_dots(name))
        return 0;
    to[0] = entry[KERNEL_TYPE_AT];
    put16(to + 1, (uint16_t)length);
    memcpy(to + FIXED_BYTES, name, length);
    uint8_t *behind = to + FIXED_BYTES + length;
    if (!attributes)
        return FIXED_BYTES + length;
    int error = fileattributes_write(behind, directory, name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT);
    return error ? 0 : FIXED_BYTES + length + ATTRIBUTES_BYTES;
}

int file_list(const struct file_request *request, struct file_answer *answer) {
    int directory = file_descriptor(request), attributes = request->flags & FILE_ATTRIBUTES;
    /* What is read may be nothing but entries that are none: that is not the end. */
    while (!answer->length) {
        long got = syscall(SYS_getdents64, directory, entries, attributes ? WITH_ATTRIBUTES : WITHOUT_ATTRIBUTES);
        if (got <= 0)
            return got < 0 ? errno : 0;
        for (const uint8_t *at = entries; at < entries + got; at += get16(at + KERNEL_LENGTH_AT))
            answer->length += write_entry(answer->body + answer->length, at, directory, attributes);
    }
    return 0;
}
