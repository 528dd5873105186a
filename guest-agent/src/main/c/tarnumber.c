#include "tarnumber.h"

/* The first bit says that the rest is a big-endian number, in two's complement. */
static bool binary(const unsigned char *field, size_t size, uint64_t *value) {
    bool negative = field[0] & 0x40;
    unsigned char fill = negative ? 0xff : 0;
    *value = negative ? ~(uint64_t)0 : 0;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = i ? field[i] : (unsigned char)((field[0] & 0x7f) | (negative ? 0x80 : 0));
        if (size - i > sizeof *value && byte != fill)
            return false;
        *value = *value << 8 | byte;
    }
    /* The sign must have survived. */
    return (bool)(*value >> 63) == negative;
}

bool tar_number(const char *field, size_t size, uint64_t *value) {
    size_t at = 0;
    if (field[0] & 0x80)
        return binary((const unsigned char *)field, size, value);
    *value = 0;
    while (at < size && field[at] == ' ')
        at++;
    for (; at < size && field[at] >= '0' && field[at] <= '7'; at++)
        *value = *value << 3 | (uint64_t)(field[at] - '0');
    return at == size || field[at] == ' ' || !field[at];
}

bool tar_octal(char *field, size_t size, uint64_t value) {
    bool fits = size > 21 || !(value >> 3 * (size - 1));
    if (!fits)
        value = 0;
    field[size - 1] = 0;
    for (size_t i = size - 1; i-- > 0; value >>= 3)
        field[i] = (char)('0' + (value & 7));
    return fits;
}
