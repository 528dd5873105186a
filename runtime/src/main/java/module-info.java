/** The public API of Hutch. */
module dev.hutch.runtime {
  requires static org.jspecify;
  requires dev.hutch.agent;
  requires dev.hutch.bindings;
  requires dev.hutch.jailer;
  requires dev.hutch.rootfs;
  requires dev.hutch.vmm;
  requires jdk.jfr;
  requires org.apache.commons.compress;
  requires org.apache.logging.log4j;

  exports dev.hutch;

  provides java.nio.file.spi.FileSystemProvider with
      dev.hutch.files.BoxFileSystemProvider;
}
