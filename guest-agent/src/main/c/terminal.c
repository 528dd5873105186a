#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static int directory = -1;

void terminals_come_from(int descriptor) { directory = descriptor; }

void terminals_end(void) {
    if (directory >= 0)
        close(directory);
    directory = -1;
}

static int open_multiplexer(void) {
    /* O_NOCTTY: an init without a terminal would make the first one it opens its own. */
    int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
    return directory >= 0 ? openat(directory, "ptmx", flags) : open("/dev/ptmx", flags);
}

int terminal_open(int *ours, int *theirs) {
    int unlock = 0;
    *theirs = -1;
    *ours = open_multiplexer();
    if (*ours < 0)
        return errno;
    /* By descriptor, not by name: what the box has made of the directory of names is not asked. */
    if (!ioctl(*ours, TIOCSPTLCK, &unlock))
        *theirs = ioctl(*ours, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*theirs >= 0)
        return 0;
    int error = errno;
    close(*ours);
    *ours = -1;
    return error;
}

void terminal_resize(int descriptor, uint16_t columns, uint16_t rows) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    ioctl(descriptor, TIOCSWINSZ, &size);
}

uint32_t terminal_end_of_input(int descriptor, uint8_t last_typed, uint8_t *to) {
    struct termios settings;
    if (tcgetattr(descriptor, &settings) || !(settings.c_lflag & ICANON))
        return 0;
    uint8_t character = settings.c_cc[VEOF];
    if (character == _POSIX_VDISABLE)
        return 0;
    to[0] = character;
    to[1] = character;
    return last_typed == '\n' ? 1 : 2;
}
