#include "entropy.h"

#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "protocol.h"

/* As linux/random.h has it, which musl does not bring along. */
#define RNDADDENTROPY _IOW('R', 0x03, int[2])

void add_entropy(const uint8_t *bytes, size_t length) {
    struct {
        int bits, length;
        uint8_t bytes[MAX_ENTROPY];
    } pool = {.bits = (int)length * 8, .length = (int)length};
    if (!length || length > MAX_ENTROPY)
        return;
    memcpy(pool.bytes, bytes, length);
    int device = open("/dev/urandom", O_WRONLY | O_CLOEXEC);
    /* Where it fails the kernel goes on with what it has of its own. */
    if (device >= 0) {
        ioctl(device, RNDADDENTROPY, &pool);
        close(device);
    }
    explicit_bzero(&pool, sizeof pool);
}
