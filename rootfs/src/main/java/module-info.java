/** The disks a box boots from. */
module dev.hutch.rootfs {
  requires static org.jspecify;

  exports dev.hutch.rootfs;
}
