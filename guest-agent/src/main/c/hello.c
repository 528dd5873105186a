#include "hello.h"

#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "clock.h"
#include "console.h"
#include "entropy.h"
#include "link.h"
#include "protocol.h"
#include "wire.h"

void send_hello(const struct boot_marks *marks) {
    struct utsname kernel = {0};
    uname(&kernel);
    size_t release = strnlen(kernel.release, HELLO_RELEASE_BYTES);
    uint8_t *payload = link_payload();
    put32(payload, PROTOCOL_MAGIC);
    put16(payload + 4, PROTOCOL_VERSION);
    put16(payload + 6, PROTOCOL_VERSION);
    put32(payload + 8, MAX_PAYLOAD);
    put32(payload + 12, WINDOW);
    put32(payload + 16, MAX_CHANNELS);
    put32(payload + 20, (uint32_t)release);
    put64(payload + 24, realtime());
    put64(payload + 32, marks->main_nanos);
    put64(payload + 40, marks->mounted_nanos);
    put64(payload + 48, boottime());
    put64(payload + 56, marks->main_ticks);
    put64(payload + 64, ticks());
    put64(payload + 72, ticks_per_second());
    memcpy(payload + HELLO_BYTES, kernel.release, release);
    link_commit(HELLO, 0, 0, HELLO_BYTES + release);
}

static int is_host_name(const char *name, size_t length) {
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
            return 0;
    }
    return 1;
}

const char *accept_welcome(const struct frame *frame) {
    const uint8_t *payload = frame->payload;
    size_t name = get16(payload + 6), entropy = get32(payload + 20);
    if (get32(payload) != PROTOCOL_MAGIC)
        return "WELCOME without its magic number";
    if (get16(payload + 4) != PROTOCOL_VERSION)
        return "the host chose a protocol version this agent does not speak";
    if (get32(payload + 16) != WINDOW)
        return "WELCOME with another credit than version 1 has";
    if (name > MAX_HOST_NAME || name > frame->length - WELCOME_BYTES)
        return "WELCOME with a host name that is too long";
    if (!is_host_name((const char *)payload + WELCOME_BYTES, name))
        return "WELCOME with a host name of other characters than a-z A-Z 0-9 - .";
    if (entropy > MAX_ENTROPY || entropy > frame->length - WELCOME_BYTES - name)
        return "WELCOME with more entropy than 64 bytes, or than it holds";
    if (!is_init())
        return 0;
    set_realtime(get64(payload + 8));
    if (name)
        sethostname((const char *)payload + WELCOME_BYTES, name);
    add_entropy(payload + WELCOME_BYTES + name, entropy);
    return 0;
}

void accept_clock(const struct frame *frame) {
    if (is_init())
        set_realtime(get64(frame->payload));
}
