/* The inside of the box: what a container's root holds beside its image. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "console.h"
#include "mounts.h"
#include "terminal.h"

struct node {
    const char *path;
    unsigned major, minor;
};

struct symbolic {
    const char *path, *target;
};

/* Not devtmpfs: that would hand a careless command the box's raw disks and the agent's port. */
static const struct node nodes[] = {
    {"/dev/null", 1, 3}, {"/dev/zero", 1, 5}, {"/dev/full", 1, 7}, {"/dev/random", 1, 8}, {"/dev/urandom", 1, 9}, {"/dev/tty", 5, 0},
};

static const struct symbolic links[] = {
    {"/dev/fd", "/proc/self/fd"}, {"/dev/stdin", "/proc/self/fd/0"}, {"/dev/stdout", "/proc/self/fd/1"},
    {"/dev/stderr", "/proc/self/fd/2"}, {"/dev/ptmx", "pts/ptmx"},
};

/* The image need not have the directory; then the box's layer gets it. */
static void mount_inside(const char *type, const char *on, unsigned long flags, const char *options) {
    if (mkdir(on, 0755) && errno != EEXIST)
        die("cannot make the directory, in the box,", on, errno);
    if (mount(type, on, type, flags, options))
        die("cannot mount, in the box,", on, errno);
}

static void fill_dev(void) {
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
        if (mknod(nodes[i].path, S_IFCHR | 0666, makedev(nodes[i].major, nodes[i].minor)))
            die("cannot make, in the box,", nodes[i].path, errno);
    }
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        if (symlink(links[i].target, links[i].path))
            die("cannot make, in the box,", links[i].path, errno);
    }
}

/* A kernel without cgroup v2, or an image whose /etc is odd, still makes a useful box: these may fail. */
static void add_amenities(void) {
    static const char hosts[] = "127.0.0.1\tlocalhost\n::1\tlocalhost\n";
    mount("cgroup2", "/sys/fs/cgroup", "cgroup2", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    mkdir("/tmp", 01777);
    int file = open("/etc/hosts", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file < 0)
        return;
    ssize_t written = write(file, hosts, sizeof hosts - 1);
    (void)written;
    close(file);
}

static void fill_root(void) {
    mount_inside("proc", "/proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    mount_inside("sysfs", "/sys", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    mount_inside("tmpfs", "/dev", MS_NOSUID | MS_NOEXEC, "mode=0755,size=64k");
    fill_dev();
    mount_inside("devpts", "/dev/pts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620,gid=5");
    mount_inside("tmpfs", "/dev/shm", MS_NOSUID | MS_NODEV, "mode=1777");
    add_amenities();
}

static int own_namespace(void) {
    int namespace = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
    if (namespace < 0)
        die("cannot open", "/proc/self/ns/mnt", errno);
    return namespace;
}

/*
 * A namespace with a pivoted root, not a chroot: a process in a chroot may make no user namespaces (so no sandboxes inside
 * the box), and absolute links of a hostile image resolve inside the box. When the last command and this descriptor are
 * gone, the kernel takes all these mounts away.
 */
int enter_box_once(void) {
    int own = own_namespace();
    if (unshare(CLONE_NEWNS))
        die("cannot make the box's mount namespace", 0, errno);
    /* Stacks the old root on the new one, which then is all there is. */
    if (chdir("/root") || syscall(SYS_pivot_root, ".", ".") || umount2(".", MNT_DETACH) || chdir("/"))
        die("cannot make the box's root the root of its namespace", 0, errno);
    umask(0);
    /* /proc of the agent left with the old root: mount the box's own before asking for the namespace. */
    fill_root();
    umask(022);
    terminals_come_from(open("/dev/pts", O_PATH | O_DIRECTORY | O_CLOEXEC));
    int box = own_namespace();
    if (setns(own, CLONE_NEWNS))
        die("cannot return to the agent's mount namespace", 0, errno);
    close(own);
    return box;
}
