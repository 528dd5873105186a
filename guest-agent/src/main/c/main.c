/*
 * The guest's init: mounts the box, greets the host over a virtio-console port, runs commands for it, ends the guest in order.
 * Run by itself under the name of a built-in program it is that program.
 * `hutch-agent --serve-unix PATH` does the same without mounts, as an ordinary process over a unix socket, for tests.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "builtin.h"
#include "clock.h"
#include "console.h"
#include "exec.h"
#include "hello.h"
#include "link.h"
#include "loop.h"
#include "loopback.h"
#include "mounts.h"
#include "port.h"
#include "reaper.h"
#include "shutdown.h"
#include "stats.h"

/* A kernel that could not open its console leaves us without descriptors 0 to 2, which commands' pipes must not become. */
static void fill_standard_descriptors(void) {
    int descriptor;
    do {
        descriptor = open("/dev/null", O_RDWR);
    } while (descriptor >= 0 && descriptor <= 2);
    if (descriptor > 2)
        close(descriptor);
}

static void prepare_guest(struct boot_marks *marks) {
    mount_own();
    fill_standard_descriptors();
    builtin_prepare();
    mount_box();
    int box = enter_box_once();
    exec_in_namespace(box);
    shutdown_closes_namespace(box);
    stats_of_disk("/box");
    bring_up_loopback();
    marks->mounted_nanos = boottime();
    link_open(open_port());
}

static void prepare_test(const char *socket_path) {
    builtin_prepare();
    link_open(open_test_socket(socket_path));
}

int main(int count, char **arguments) {
    struct boot_marks marks = {.main_nanos = boottime(), .main_ticks = ticks()};
    int status = is_init() || count < 1 ? -1 : builtin_main(count, arguments);
    if (status >= 0)
        return status;
    reaper_begin();
    if (count == 3 && !strcmp(arguments[1], "--serve-unix"))
        prepare_test(arguments[2]);
    else if (is_init())
        prepare_guest(&marks);
    else
        die("this is the init of a Hutch guest; it does nothing elsewhere", 0, 0);
    if (!marks.mounted_nanos)
        marks.mounted_nanos = marks.main_nanos;
    send_hello(&marks);
    await_welcome();
    serve();
}
