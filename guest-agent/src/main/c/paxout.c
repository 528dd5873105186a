#include "paxout.h"

#include <stdbool.h>
#include <string.h>

static size_t put_digits(char *to, uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    memcpy(to, digits + at, sizeof digits - at);
    return sizeof digits - at;
}

static size_t digits_of(size_t number) {
    char digits[20];
    return put_digits(digits, number);
}

void paxout_text(struct paxout *pax, const char *key, const char *text) {
    /* The length of a record counts its own digits too. */
    size_t rest = strlen(key) + strlen(text) + 3, length = rest + digits_of(rest);
    length = rest + digits_of(length);
    pax->length += put_digits(pax->records + pax->length, length);
    for (const char *const *part = (const char *const[]){" ", key, "=", text, "\n", 0}; *part; part++) {
        memcpy(pax->records + pax->length, *part, strlen(*part));
        pax->length += strlen(*part);
    }
}

void paxout_number(struct paxout *pax, const char *key, uint64_t number) {
    char text[24];
    text[put_digits(text, number)] = 0;
    paxout_text(pax, key, text);
}

void paxout_time(struct paxout *pax, const char *key, const struct timespec *time) {
    char text[40];
    size_t at = 0;
    bool early = time->tv_sec < 0;
    long nanos = early && time->tv_nsec ? 1000000000 - time->tv_nsec : time->tv_nsec;
    time_t seconds = early && time->tv_nsec ? time->tv_sec + 1 : time->tv_sec;
    if (early)
        text[at++] = '-';
    at += put_digits(text + at, early ? -(uint64_t)seconds : (uint64_t)seconds);
    text[at++] = '.';
    for (long scale = 100000000; scale; scale /= 10)
        text[at++] = (char)('0' + nanos / scale % 10);
    text[at] = 0;
    paxout_text(pax, key, text);
}
