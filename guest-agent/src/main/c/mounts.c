#include "mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "console.h"
#include "text.h"
#include "wire.h"

#define IMAGE_DEVICE "/dev/vdb"
#define BOX_DEVICE "/dev/vdc"
#define SUPERBLOCK 1024
#define EROFS_MAGIC 0xE0F5E1E2u
#define EXT_MAGIC_AT 0x38
#define EXT_MAGIC 0xEF53u

static void mount_or_die(const char *from, const char *on, const char *type, unsigned long flags, const char *options) {
    if (!mount(from, on, type, flags, options))
        return;
    int error = errno;
    struct text what = {0};
    text_add(&what, "cannot mount ");
    text_add(&what, from);
    text_add(&what, " on");
    die(what.bytes, on, error);
}

void mount_own(void) {
    mount_or_die("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    mount_or_die("sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0);
    /* EBUSY: the kernel mounted it itself (CONFIG_DEVTMPFS_MOUNT). */
    if (mount("devtmpfs", "/dev", "devtmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755") && errno != EBUSY)
        die("cannot mount", "/dev", errno);
    mount_or_die("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m");
}

/* Asks the superblock rather than trying mounts: each wrong try puts error lines on the console. */
static const char *image_type(void) {
    uint8_t superblock[64];
    int device = open(IMAGE_DEVICE, O_RDONLY | O_CLOEXEC);
    if (device < 0)
        die("cannot open the image disk", IMAGE_DEVICE, errno);
    ssize_t got = pread(device, superblock, sizeof superblock, SUPERBLOCK);
    int error = errno;
    close(device);
    if (got < 0)
        die("cannot read the image disk", IMAGE_DEVICE, error);
    if (got == sizeof superblock && get32(superblock) == EROFS_MAGIC)
        return "erofs";
    if (got == sizeof superblock && get16(superblock + EXT_MAGIC_AT) == EXT_MAGIC)
        return "ext4";
    die("neither erofs nor ext4 on the image disk", IMAGE_DEVICE, 0);
}

static void make_directory(const char *path, mode_t mode) {
    if (mkdir(path, mode) && errno != EEXIST)
        die("cannot make the directory", path, errno);
}

void mount_box(void) {
    mount_or_die(IMAGE_DEVICE, "/base", image_type(), MS_RDONLY, 0);
    if (access(BOX_DEVICE, F_OK))
        die("no box disk", BOX_DEVICE, errno);
    mount_or_die(BOX_DEVICE, "/box", "ext4", MS_NOATIME, 0);
    make_directory("/box/upper", 0755);
    make_directory("/box/work", 0700);
    mount_or_die("box", "/root", "overlay", MS_NOATIME, "lowerdir=/base,upperdir=/box/upper,workdir=/box/work");
}

static int unmount(const char *path) {
    if (!umount2(path, 0))
        return 0;
    int error = errno;
    say("something still uses a mount of the box; making it read-only instead");
    mount(0, path, 0, MS_REMOUNT | MS_RDONLY, 0);
    return error;
}

int unmount_box(void) {
    sync();
    int root = unmount("/root");
    int box = unmount("/box");
    umount2("/base", 0);
    sync();
    return root ? root : box;
}
