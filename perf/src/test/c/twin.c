/*
 * What the shim does, in C: the same library, the same calls in the same order, and nothing else.
 *
 *   twin control LIBKRUN ID
 *     Descriptor 0 is a control socket, as the shim's. Links, says so, receives the kernel's command line with the
 *     descriptors of KERNEL AGENT IMAGE BOX CONSOLE, makes every call, says so, enters the machine.
 *   twin boot LIBKRUN KERNEL AGENT IMAGE BOX COMMAND-LINE
 *     Boots, and ends with exit status 0 when the guest's agent has sent its first byte.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { KERNEL, AGENT, IMAGE, BOX, CONSOLE, DESCRIPTORS };

static void *library;

static void fail(const char *what, long result) {
  dprintf(2, "twin: %s: %ld\n", what, result);
  _exit(1);
}

/* Every argument as long, as the shim passes them: nothing here takes floating point or more than six. */
typedef long function(long, long, long, long, long, long);

static int krun(const char *name, long a, long b, long c, long d, long e) {
  function *called = (function *)dlsym(library, name);
  if (called == NULL) fail(name, 0);
  int result = (int)called(a, b, c, d, e, 0);
  if (result < 0) fail(name, result);
  return result;
}

static long text(const char *text) { return (long)(intptr_t)text; }

static int link_libkrun(const char *path) {
  library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (library == NULL) {
    dprintf(2, "twin: %s\n", dlerror());
    _exit(1);
  }
  return krun("krun_create_ctx", 0, 0, 0, 0, 0);
}

static void prepare(int context, const int *fds, const char *command_line, int port) {
  char path[DESCRIPTORS][32];
  for (int i = 0; i < DESCRIPTORS; i++) snprintf(path[i], sizeof path[i], "/proc/self/fd/%d", fds[i]);
  krun("krun_init_log", fcntl(fds[CONSOLE], F_DUPFD_CLOEXEC, 0), 2, 2, 1, 0);
  krun("krun_set_vm_config", context, 1, 256, 0, 0);
  krun("krun_set_kernel", context, text(path[KERNEL]), 1, 0, text(command_line));
  krun("krun_add_disk2", context, text("agent"), text(path[AGENT]), 0, true);
  krun("krun_add_disk2", context, text("image"), text(path[IMAGE]), 0, true);
  krun("krun_add_disk2", context, text("box"), text(path[BOX]), 0, false);
  krun("krun_set_console_output", context, text(path[CONSOLE]), 0, 0, 0);
  int console = krun("krun_add_virtio_console_multiport", context, 0, 0, 0, 0);
  krun("krun_add_console_port_inout", context, console, text("hutch.agent"), port, port);
  krun("krun_disable_implicit_vsock", context, 0, 0, 0, 0);
}

static void say(const char *what) {
  struct timespec now;
  char message[64];
  clock_gettime(CLOCK_MONOTONIC, &now);
  long nanos = now.tv_sec * 1000000000L + now.tv_nsec;
  int length = snprintf(message, sizeof message, "phase\nname=%s\nns=%ld\n", what, nanos);
  if (send(0, message, (size_t)length, MSG_NOSIGNAL) != length) _exit(1);
}

static void receive(char *line, size_t size, int *fds) {
  char control[CMSG_SPACE(DESCRIPTORS * sizeof(int))];
  struct iovec part = {line, size - 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  ssize_t length = recvmsg(0, &message, MSG_CMSG_CLOEXEC);
  if (length <= 0) _exit(0);
  line[length] = 0;
  struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
  if (rights == NULL || rights->cmsg_len != CMSG_LEN(DESCRIPTORS * sizeof(int))) fail("descriptors", 0);
  memcpy(fds, CMSG_DATA(rights), DESCRIPTORS * sizeof(int));
}

static void *await_agent(void *port) {
  char byte;
  _exit(read(*(int *)port, &byte, 1) == 1 ? 0 : 1);
}

int main(int count, char **arguments) {
  static char line[4096];
  static int port[2];
  int fds[DESCRIPTORS];
  if (count < 4) fail("arguments", count);
  bool boot = strcmp(arguments[1], "boot") == 0;
  int context = link_libkrun(arguments[2]);
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, port) != 0) fail("socketpair", 0);
  if (boot) {
    if (count != 8) fail("arguments", count);
    for (int i = KERNEL; i <= BOX; i++) fds[i] = open(arguments[3 + i], (i == BOX ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    fds[CONSOLE] = open("/dev/null", O_WRONLY | O_CLOEXEC);
    snprintf(line, sizeof line, "%s", arguments[7]);
    prepare(context, fds, line, port[1]);
    pthread_t thread;
    pthread_create(&thread, NULL, await_agent, &port[0]);
  } else {
    say("linked");
    receive(line, sizeof line, fds);
    prepare(context, fds, line, port[1]);
    say("prepared");
  }
  krun("krun_start_enter", context, 0, 0, 0, 0);
  return 1;
}
