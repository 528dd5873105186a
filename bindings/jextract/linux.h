/* The parts of libc and the kernel that dev.hutch.bindings.posix uses. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <stddef.h>
#include <time.h>

/*
 * Sizes and offsets as the compiler computes them. As constants they cost the Java side nothing at
 * start-up; initialising jextract's layout classes costs milliseconds each on the shim's path.
 */
enum hutch_linux_layout {
  POLLFD_SIZE = sizeof(struct pollfd),
  POLLFD_FD = offsetof(struct pollfd, fd),
  POLLFD_EVENTS = offsetof(struct pollfd, events),
  POLLFD_REVENTS = offsetof(struct pollfd, revents),
  FLOCK_SIZE = sizeof(struct flock),
  FLOCK_TYPE = offsetof(struct flock, l_type),
  INOTIFY_EVENT_SIZE = sizeof(struct inotify_event),
  INOTIFY_EVENT_WD = offsetof(struct inotify_event, wd),
  INOTIFY_EVENT_MASK = offsetof(struct inotify_event, mask),
  INOTIFY_EVENT_LEN = offsetof(struct inotify_event, len),
  IOVEC_SIZE = sizeof(struct iovec),
  IOVEC_BASE = offsetof(struct iovec, iov_base),
  IOVEC_LEN = offsetof(struct iovec, iov_len),
  MSGHDR_SIZE = sizeof(struct msghdr),
  MSGHDR_IOV = offsetof(struct msghdr, msg_iov),
  MSGHDR_IOVLEN = offsetof(struct msghdr, msg_iovlen),
  MSGHDR_CONTROL = offsetof(struct msghdr, msg_control),
  MSGHDR_CONTROLLEN = offsetof(struct msghdr, msg_controllen),
  MSGHDR_FLAGS = offsetof(struct msghdr, msg_flags),
  CMSGHDR_SIZE = sizeof(struct cmsghdr),
  CMSGHDR_LEN = offsetof(struct cmsghdr, cmsg_len),
  CMSGHDR_LEVEL = offsetof(struct cmsghdr, cmsg_level),
  CMSGHDR_TYPE = offsetof(struct cmsghdr, cmsg_type),
  CMSG_ALIGNMENT = sizeof(size_t),
  SOCKADDR_UN_SIZE = sizeof(struct sockaddr_un),
  SOCKADDR_UN_PATH = offsetof(struct sockaddr_un, sun_path),
  SIGINFO_SIZE = sizeof(siginfo_t),
  SIGINFO_CODE = offsetof(siginfo_t, si_code),
  SIGINFO_PID = offsetof(siginfo_t, si_pid),
  SIGINFO_STATUS = offsetof(siginfo_t, si_status),
  SIGSET_SIZE = sizeof(sigset_t),
  SPAWN_ACTIONS_SIZE = sizeof(posix_spawn_file_actions_t),
  SPAWN_ATTRIBUTES_SIZE = sizeof(posix_spawnattr_t),
  RLIMIT_SIZE = sizeof(struct rlimit),
  RLIMIT_CURRENT = offsetof(struct rlimit, rlim_cur),
  STAT_BYTES = sizeof(struct stat),
  STAT_SIZE = offsetof(struct stat, st_size),
  ITIMERSPEC_SIZE = sizeof(struct itimerspec),
  ITIMERSPEC_VALUE = offsetof(struct itimerspec, it_value),
  STAT_MODE = offsetof(struct stat, st_mode),
  TIMESPEC_SIZE = sizeof(struct timespec),
  RLIMIT_MAXIMUM = offsetof(struct rlimit, rlim_max)
};
