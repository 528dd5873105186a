/*
 * A library with libkrun's functions as libkrun.h declares them, which only writes down how it was
 * called. With it the binding's arguments are checked where no libkrun is installed.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static char calls[4096];
static size_t used;

const char *calls_so_far(void) { return calls; }

/* Fails with EINVAL if told so by a name or path; libkrun does so for values it does not know. */
static int32_t note(const char *refused, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  used += vsnprintf(calls + used, sizeof calls - used, format, arguments);
  va_end(arguments);
  return refused != NULL && strcmp(refused, "refuse") == 0 ? -EINVAL : 0;
}

int32_t krun_init_log(int fd, uint32_t level, uint32_t style, uint32_t options) {
  return note(NULL, "init_log %d %u %u %u\n", fd, level, style, options);
}
int32_t krun_set_log_level(uint32_t level) { return note(NULL, "set_log_level %u\n", level); }
int32_t krun_has_feature(uint64_t feature) { return feature == 1 ? 1 : -EINVAL; }
int32_t krun_get_max_vcpus(void) { return -EINVAL; }
int32_t krun_create_ctx() { return 5; }
int32_t krun_free_ctx(uint32_t ctx) { return note(NULL, "free_ctx %u\n", ctx); }
int32_t krun_set_vm_config(uint32_t ctx, uint8_t vcpus, uint32_t mib) {
  return note(NULL, "set_vm_config %u %u %u\n", ctx, vcpus, mib);
}
int32_t krun_add_disk2(uint32_t ctx, const char *id, const char *path, uint32_t format, bool ro) {
  return note(path, "add_disk2 %u %s %s %u %d\n", ctx, id, path, format, ro);
}
int32_t krun_add_disk3(uint32_t ctx, const char *id, const char *path, uint32_t format, bool ro,
                       bool direct, uint32_t sync) {
  return note(path, "add_disk3 %u %s %s %u %d %d %u\n", ctx, id, path, format, ro, direct, sync);
}
int32_t krun_set_kernel(uint32_t ctx, const char *path, uint32_t format, const char *initramfs,
                        const char *command_line) {
  return note(path, "set_kernel %u %s %u %s %s\n", ctx, path, format,
              initramfs == NULL ? "NULL" : initramfs, command_line);
}
int32_t krun_disable_implicit_console(uint32_t ctx) {
  return note(NULL, "disable_implicit_console %u\n", ctx);
}
int32_t krun_disable_implicit_vsock(uint32_t ctx) {
  return note(NULL, "disable_implicit_vsock %u\n", ctx);
}
int32_t krun_add_vsock(uint32_t ctx, uint32_t features) {
  return note(NULL, "add_vsock %u %u\n", ctx, features);
}
int32_t krun_add_virtio_console_default(uint32_t ctx, int in, int out, int err) {
  return note(NULL, "add_virtio_console_default %u %d %d %d\n", ctx, in, out, err);
}
int32_t krun_add_virtio_console_multiport(uint32_t ctx) {
  note(NULL, "add_virtio_console_multiport %u\n", ctx);
  return 3;
}
int32_t krun_add_console_port_inout(uint32_t ctx, uint32_t console, const char *name, int in,
                                    int out) {
  return note(name, "add_console_port_inout %u %u %s %d %d\n", ctx, console, name, in, out);
}
int32_t krun_set_rlimits(uint32_t ctx, const char *const limits[]) {
  note(NULL, "set_rlimits %u", ctx);
  for (; *limits != NULL; limits++) note(NULL, " %s", *limits);
  return note(NULL, "\n");
}
int32_t krun_start_enter(uint32_t ctx) {
  note(NULL, "start_enter %u\n", ctx);
  return -ENOENT;
}

/* Of libkrunfw. */
int krunfw_get_version() { return 5; }
char *krunfw_get_kernel(size_t *load, size_t *entry, size_t *size) {
  *load = 0x1000000;
  *entry = 0x1000123;
  *size = 6;
  return "kernel";
}
