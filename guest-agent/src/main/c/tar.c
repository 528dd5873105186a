#include "tar.h"

unsigned tar_checksum(const struct tar_header *header) {
    const unsigned char *bytes = (const unsigned char *)header;
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof *header; i++) {
        size_t field = offsetof(struct tar_header, checksum);
        sum += i >= field && i < field + sizeof header->checksum ? ' ' : bytes[i];
    }
    return sum;
}
