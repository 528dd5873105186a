/* Operations of `files` on open files, by the numbers that the host gave them. Each answers 0 or an errno. */
#ifndef FILEHANDLES_H
#define FILEHANDLES_H

#include "filerequest.h"

struct file_answer {
    uint8_t *body;
    uint32_t length;
};

int file_open(const struct file_request *request, struct file_answer *answer);
int file_read(const struct file_request *request, struct file_answer *answer);
int file_write(const struct file_request *request, struct file_answer *answer);
int file_truncate(const struct file_request *request, struct file_answer *answer);
int file_sync(const struct file_request *request, struct file_answer *answer);
int file_close(const struct file_request *request, struct file_answer *answer);
int file_fstat(const struct file_request *request, struct file_answer *answer);
int file_copy(const struct file_request *request, struct file_answer *answer);

/* One call of getdents64's worth of entries. */
int file_list(const struct file_request *request, struct file_answer *answer);

/* May reading and writing the handle that is the request's first number take for ever? */
bool file_may_wait(const struct file_request *request);

/* The descriptor of the handle that is the request's first number, or -1. */
int file_descriptor(const struct file_request *request);

#endif
