#include "filerequest.h"

#include <string.h>

#include "wire.h"

struct cursor {
    uint8_t *at;
    uint32_t left;
};

static uint8_t *take(struct cursor *cursor, uint32_t count) {
    if (cursor->left < count)
        return 0;
    uint8_t *taken = cursor->at;
    cursor->at += count;
    cursor->left -= count;
    return taken;
}

/* Moved over the second byte of its length, it leaves room for its NUL. Too long or empty: that is for the kernel to say. */
static const char *take_path(struct cursor *cursor) {
    uint8_t *head = take(cursor, 2);
    uint32_t length = head ? get16(head) : 0;
    uint8_t *path = head ? take(cursor, length) : 0;
    if (!path || memchr(path, 0, length))
        return 0;
    memmove(head + 1, path, length);
    head[1 + length] = 0;
    return (const char *)head + 1;
}

bool filerequest_parse(struct file_message *message, const char *format, struct file_request *request) {
    struct cursor cursor = {message->body, message->length};
    unsigned numbers = 0, paths = 0;
    *request = (struct file_request){.flags = message->flags};
    for (; *format; format++) {
        const uint8_t *number;
        switch (*format) {
        case 'p':
            if (!(request->paths[paths++] = take_path(&cursor)))
                return false;
            break;
        case 'b':
            request->byte_count = cursor.left;
            request->bytes = take(&cursor, cursor.left);
            break;
        default:
            number = take(&cursor, *format == '8' ? 8 : 4);
            if (!number)
                return false;
            request->numbers[numbers++] = *format == '8' ? get64(number) : get32(number);
        }
    }
    return cursor.left == 0;
}
