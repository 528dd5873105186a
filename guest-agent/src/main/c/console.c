#include "console.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "text.h"

bool is_init(void) { return getpid() == 1; }

/*
 * Through the kernel's log where possible: printk pushes the line out to the host before it returns, whereas what is
 * written to the console's tty may still sit in a buffer when the machine goes down.
 */
void say(const char *message) {
    struct text line = {0};
    int log = is_init() ? open("/dev/kmsg", O_WRONLY | O_CLOEXEC) : -1;
    if (log >= 0)
        text_add(&line, "<2>");
    text_add(&line, "hutch-agent: ");
    text_add(&line, message);
    text_add(&line, "\n");
    ssize_t written = write(log >= 0 ? log : STDERR_FILENO, line.bytes, line.length);
    (void)written;
    if (log >= 0)
        close(log);
}

void die(const char *what, const char *on, int error) {
    struct text line = {0};
    text_add(&line, what);
    if (on) {
        text_add(&line, " ");
        text_add(&line, on);
    }
    if (error)
        text_add_errno(&line, error);
    say(line.bytes);
    end_guest(1);
}

/* Power-off only halts these machines; a reboot ends them. */
void end_guest(int status) {
    if (is_init())
        reboot(RB_AUTOBOOT);
    _exit(status);
}
