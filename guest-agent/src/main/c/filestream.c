#include "filestream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "fileprotocol.h"
#include "text.h"
#include "wire.h"

#define LENGTH_BYTES 4
#define HEAD_BYTES 4
#define ERROR_BYTES 4
/* Answers that may wait behind each other for one write. */
#define GATHERED 8192

static uint8_t input[LENGTH_BYTES + MAX_MESSAGE_BYTES];
static uint32_t input_at, input_end;

static uint8_t output[GATHERED + LENGTH_BYTES + ERROR_BYTES + MAX_BYTES];
static uint32_t output_end;

enum filestream_end filestream_broken(const char *what) {
    struct text line = {0};
    filestream_flush();
    text_add(&line, "files: ");
    text_add(&line, what);
    text_add(&line, "\n");
    ssize_t written = write(STDERR_FILENO, line.bytes, line.length);
    (void)written;
    return BROKEN;
}

void filestream_flush(void) {
    for (uint32_t at = 0; at < output_end;) {
        ssize_t written = write(STDOUT_FILENO, output + at, output_end - at);
        if (written < 0 && errno != EINTR)
            _exit(1);
        at += written > 0 ? (uint32_t)written : 0;
    }
    output_end = 0;
}

/* Makes so many bytes of a request be there. */
static enum filestream_end await(uint32_t count) {
    while (input_end - input_at < count) {
        filestream_flush();
        memmove(input, input + input_at, input_end - input_at);
        input_end -= input_at;
        input_at = 0;
        ssize_t got = read(STDIN_FILENO, input + input_end, sizeof input - input_end);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return filestream_broken("standard input cannot be read");
        if (got == 0)
            return ENDED;
        input_end += (uint32_t)got;
    }
    return MORE;
}

enum filestream_end filestream_next(struct file_message *request) {
    enum filestream_end end = await(LENGTH_BYTES);
    if (end != MORE)
        return end == ENDED && input_end > input_at ? filestream_broken("standard input ends within a length") : end;
    uint32_t length = get32(input + input_at);
    if (length < HEAD_BYTES || length > MAX_MESSAGE_BYTES)
        return filestream_broken("a request of a length below 4 or above 65600");
    end = await(LENGTH_BYTES + length);
    if (end != MORE)
        return end == ENDED ? filestream_broken("standard input ends within a request") : end;
    uint8_t *head = input + input_at + LENGTH_BYTES;
    *request = (struct file_message){head[0], head[1], head + HEAD_BYTES, length - HEAD_BYTES};
    input_at += LENGTH_BYTES + length;
    return get16(head + 2) ? filestream_broken("a request whose head does not end in zero") : MORE;
}

uint8_t *filestream_body(void) {
    if (output_end > GATHERED)
        filestream_flush();
    return output + output_end + LENGTH_BYTES + ERROR_BYTES;
}

void filestream_answer(int error, uint32_t length) {
    uint32_t body = error ? 0 : length;
    put32(output + output_end, ERROR_BYTES + body);
    put32(output + output_end + LENGTH_BYTES, (uint32_t)error);
    output_end += LENGTH_BYTES + ERROR_BYTES + body;
}
