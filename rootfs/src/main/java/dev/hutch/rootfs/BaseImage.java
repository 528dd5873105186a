package dev.hutch.rootfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The embedded base image, {@code vdb} of a box that asks for no other: the host's static busybox
 * with a link per applet, and the few files of {@code /etc} that programs look for. Read-only and
 * shared by all boxes.
 */
public final class BaseImage {
  private static final String IMAGE_NAME = "[0-9a-f]{64}\\." + ErofsImage.FILE_SYSTEM;

  private final Path directory;
  private final Path busybox;

  /**
   * Images kept in {@code cache/base}, made of the busybox found in PATH.
   *
   * @param cache the home's cache directory; made when first needed
   * @throws RootfsException if there is no busybox
   */
  public BaseImage(Path cache) {
    this(cache, Tool.find("busybox", "busybox-static").program());
  }

  /**
   * Images kept in {@code cache/base}, made of a given busybox.
   *
   * @param cache the home's cache directory; made when first needed
   * @param busybox a statically linked busybox that runs on this machine
   */
  public BaseImage(Path cache, Path busybox) {
    this.directory = cache.resolve("base");
    this.busybox = busybox;
  }

  /**
   * The image, made in about 0.1 s the first time and found afterwards. Which one is told by the
   * busybox' content, read again only after the file changed.
   *
   * @return the image file, never changed once it is there
   * @throws RootfsException if busybox is not static or cannot be run, mkfs.erofs is missing or
   *     fails, or the cache cannot be written
   */
  public Path image() {
    try {
      FileIdentity identity = FileIdentity.of(busybox);
      Path memo = directory.resolve(identity.key() + ".memo");
      if (Files.exists(memo)) {
        String name = Files.readString(memo).strip();
        if (name.matches(IMAGE_NAME) && Files.exists(directory.resolve(name))) {
          return directory.resolve(name);
        }
      }
      byte[] program = Files.readAllBytes(busybox);
      if (!StaticProgram.is(program)) {
        throw new RootfsException(
            busybox
                + " is not a static program, and a guest has no libraries for it; install one"
                + " with: apt-get install busybox-static");
      }
      ContentKey key = new ContentKey().add(ErofsImage.RECIPE).add(program);
      BaseFiles.ALL.forEach((path, content) -> key.add(path).add(content));
      BaseFiles.DIRECTORIES.forEach(key::add);
      Path target = directory.resolve(key.hex() + "." + ErofsImage.FILE_SYSTEM);
      ErofsImage.at(target, tree -> fill(tree, program));
      remember(memo, target);
      return target;
    } catch (IOException e) {
      throw new RootfsException("cannot make the base image from " + busybox + ": " + e, e);
    }
  }

  private void fill(StagingTree tree, byte[] program) throws IOException {
    tree.directories(BaseFiles.DIRECTORIES).directory("tmp", 01777).directory("root", 0700);
    for (var file : BaseFiles.ALL.entrySet()) {
      tree.file(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), 0644);
    }
    tree.file("bin/busybox", program, 0755);
    for (String applet : new Tool(busybox).run(List.of("--list-full")).lines().toList()) {
      // Others, like linuxrc, are for initial ram disks.
      if (applet.matches("(usr/)?s?bin/[A-Za-z0-9_.\\[-]+") && !applet.equals("bin/busybox")) {
        tree.link(applet, "/bin/busybox");
      }
    }
  }

  private static void remember(Path memo, Path target) throws IOException {
    try (PartialFile file = PartialFile.of(memo)) {
      Files.writeString(file.path(), target.getFileName().toString());
      file.install();
    }
  }
}
