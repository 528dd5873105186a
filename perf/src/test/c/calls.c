// What the calls of NativeCalls (JMH) cost in C: ns of one call each, the best of many short rounds.
#include <fcntl.h>
#include <linux/kvm.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 200, CALLS = 20000 };

static int zero, unreadable, kvm;
static char byte;
static volatile long taken;

static long call_getpid(void) { return getpid(); }
static long call_read(void) { return read(zero, &byte, 1); }
static long call_write(void) { return write(zero, &byte, 1); }
static long call_refused(void) { return read(unreadable, &byte, 1); }
static long call_ioctl(void) { return ioctl(kvm, KVM_CHECK_EXTENSION, KVM_CAP_NR_MEMSLOTS); }
static long call_poll(void) {
  struct pollfd entry = {zero, POLLIN, 0};
  return poll(&entry, 1, 0);
}

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

static void print(const char *name, long (*call)(void)) {
  double best = 1e18;
  for (int round = 0; round < ROUNDS; round++) {
    double begun = nanoseconds();
    for (int i = 0; i < CALLS; i++) taken = call();
    double took = (nanoseconds() - begun) / CALLS;
    best = took < best ? took : best;
  }
  printf("%-8s %6.1f ns\n", name, best);
}

static void *wait_for_ever(void *unused) {
  for (;;) pause();
  return unused;
}

int main(void) {
  // The kernel takes a shorter way to the descriptors of a program with one thread, which a JVM is not.
  pthread_t other;
  pthread_create(&other, NULL, wait_for_ever, NULL);
  zero = open("/dev/zero", O_RDWR);
  unreadable = open("/dev/zero", O_WRONLY);
  kvm = open("/dev/kvm", O_RDWR);
  print("getpid", call_getpid);
  print("poll", call_poll);
  print("read", call_read);
  print("write", call_write);
  print("refused", call_refused);
  print("ioctl", call_ioctl);
}
