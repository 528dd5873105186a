/* Requests from standard input and answers to standard output, in static memory. */
#ifndef FILESTREAM_H
#define FILESTREAM_H

#include <stdint.h>


struct file_message {
    uint8_t operation, flags;
    /* Writable: what is behind the head, `length` bytes of it. */
    uint8_t *body;
    uint32_t length;
};

enum filestream_end { MORE, ENDED, BROKEN };

/*
 * The next request, after all answers were passed on if it has to be waited for. Its bytes stay until the next call.
 * BROKEN: says on standard error what is wrong.
 */
enum filestream_end filestream_next(struct file_message *request);

/* Where the body of the next answer goes, with room for MAX_BYTES. */
uint8_t *filestream_body(void);

/* Answers: an errno, or 0 and so much of the body. */
void filestream_answer(int error, uint32_t length);

/* Passes all answers on. Ends the program if nobody takes them. */
void filestream_flush(void);

/* Says so on standard error; answers BROKEN. */
enum filestream_end filestream_broken(const char *what);

#endif
