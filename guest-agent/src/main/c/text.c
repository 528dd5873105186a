#include "text.h"

#include <string.h>

void text_add(struct text *text, const char *string) {
    size_t room = sizeof text->bytes - 1 - text->length;
    size_t length = strnlen(string, room);
    memcpy(text->bytes + text->length, string, length);
    text->length += length;
    text->bytes[text->length] = 0;
}

void text_add_number(struct text *text, unsigned long number) {
    char digits[24];
    size_t at = sizeof digits - 1;
    digits[at] = 0;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    text_add(text, digits + at);
}

void text_add_errno(struct text *text, int error) {
    text_add(text, ": ");
    text_add(text, strerror(error));
    text_add(text, " (errno ");
    text_add_number(text, (unsigned long)error);
    text_add(text, ")");
}
