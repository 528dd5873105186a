/* Short messages put together without allocation; what does not fit is cut. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>

struct text {
    size_t length;
    char bytes[256];
};

void text_add(struct text *text, const char *string);
void text_add_number(struct text *text, unsigned long number);
/* Adds ": " and the error's description. */
void text_add_errno(struct text *text, int error);

#endif
