package dev.hutch.it.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What QEMU boots, built once and cached under a hash of everything it is made of. It never changes
 * afterwards, so any number of labs boot from it.
 */
record LabImage(Path kernel, Path initrd, Path rootDisk) {
  private static final int KEPT = 3;

  /** The cached image, built first if need be: under a minute, most of it fetching the kernel. */
  static synchronized LabImage get() {
    HostTools.requireAll();
    try {
      Path cache = cacheDirectory();
      Files.createDirectories(cache.resolve("packages"));
      Path image = cache.resolve("image-" + key());
      try (FileChannel lock =
          FileChannel.open(
              cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        var held = lock.lock();
        if (Files.notExists(image)) {
          build(cache, image);
        }
        Files.setLastModifiedTime(image, FileTime.from(Instant.now()));
        prune(cache);
        held.release();
      }
      return at(image);
    } catch (IOException e) {
      throw new UncheckedIOException("building the lab's image", e);
    }
  }

  private static LabImage at(Path directory) {
    return new LabImage(
        directory.resolve("vmlinuz"),
        directory.resolve("initrd.cpio"),
        directory.resolve("root.ext4"));
  }

  /** Survives {@code mvn clean}: the image depends on the host, not on the checkout. */
  private static Path cacheDirectory() {
    String chosen = System.getProperty("hutch.lab.cache", System.getenv("HUTCH_LAB_CACHE"));
    if (chosen != null) {
      return Path.of(chosen);
    }
    String base = System.getenv("XDG_CACHE_HOME");
    return base == null || base.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "hutch-lab")
        : Path.of(base, "hutch-lab");
  }

  private static void build(Path cache, Path image) throws IOException {
    System.err.println("lab: building its image in " + image + " (once)");
    Path work = Files.createTempDirectory(cache, "building-");
    try {
      LabImage unfinished = at(Files.createDirectory(work.resolve("image")));
      Path debian = Files.createDirectory(work.resolve("kernel"));
      KernelPackage fetched = KernelPackage.fetch(cache.resolve("packages"), debian);
      Files.copy(fetched.kernel(), unfinished.kernel());
      KernelModules modules = new KernelModules(fetched.modules());
      buildInitrd(modules, Files.createDirectory(work.resolve("initrd")), unfinished.initrd());
      buildRootDisk(modules, Files.createDirectory(work.resolve("root")), unfinished.rootDisk());
      Files.move(work.resolve("image"), image, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(work);
    }
  }

  private static void buildInitrd(KernelModules modules, Path tree, Path target)
      throws IOException {
    for (String directory : List.of("bin", "dev", "lower", "over", "root")) {
      Files.createDirectory(tree.resolve(directory));
    }
    modules.place(
        tree.resolve("modules"), "virtio_pci", "virtio_blk", "crc32c_generic", "ext4", "overlay");
    Files.copy(
        HostTools.path("busybox"), tree.resolve("bin/busybox"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String applet : List.of("sh", "mount", "insmod", "mkdir", "switch_root")) {
      Files.createSymbolicLink(tree.resolve("bin").resolve(applet), Path.of("busybox"));
    }
    placeScript("stage-one.sh", tree.resolve("init"));
    String pack = "find . | cpio --quiet -o -H newc -R 0:0 > \"$1\"";
    HostCommand.of(tree, "sh", "-c", pack, "sh", target.toString()).run();
  }

  private static void buildRootDisk(KernelModules modules, Path tree, Path target)
      throws IOException {
    new RootTree(tree).fill();
    modules.place(
        tree.resolve("lab/modules"), "virtio_console", "9pnet_virtio", "9p", "kvm-amd", "loop");
    placeScript("stage-two.sh", tree.resolve("lab/stage-two"));
    long mebibytes = Trees.size(tree) / (1 << 20) * 11 / 10 + 64;
    // Only ever mounted read-only: it needs neither a journal nor space of its own.
    HostCommand.of(
            tree,
            HostTools.path("mke2fs").toString(),
            "-q",
            "-t",
            "ext4",
            "-O",
            "^has_journal,^metadata_csum",
            "-m",
            "0",
            "-d",
            ".",
            "-E",
            "root_owner=0:0",
            target.toString(),
            mebibytes + "M")
        .run();
  }

  private static void placeScript(String name, Path target) throws IOException {
    Files.write(target, resource(name));
    if (!target.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make executable: " + target);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = LabImage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return in.readAllBytes();
    }
  }

  /**
   * Hashes the recipe and its ingredients; a newer kernel in the archive alone rebuilds nothing.
   */
  private static String key() throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Class<?> recipe :
          List.of(LabImage.class, RootTree.class, KernelModules.class, KernelPackage.class)) {
        sha.update(resource(recipe.getSimpleName() + ".class"));
      }
      sha.update(resource("stage-one.sh"));
      sha.update(resource("stage-two.sh"));
      Path jdk = Path.of(System.getProperty("java.home"));
      addIdentity(sha, jdk.resolve("lib/modules"));
      addIdentity(sha, HostTools.path("busybox"));
      for (String program : RootTree.PROGRAMS) {
        addIdentity(sha, HostTools.path(program));
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static void addIdentity(MessageDigest sha, Path file) throws IOException {
    String identity = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + "\n";
    sha.update(identity.getBytes(StandardCharsets.UTF_8));
  }

  /** Deletes images long unused, and what killed builds left: nobody else builds under the lock. */
  private static void prune(Path cache) throws IOException {
    List<Path> images = entries(cache, "image-");
    images.sort(Comparator.comparing(LabImage::lastUse).reversed());
    for (Path old : images.subList(Math.min(KEPT, images.size()), images.size())) {
      Trees.delete(old);
    }
    for (Path unfinished : entries(cache, "building-")) {
      Trees.delete(unfinished);
    }
  }

  private static List<Path> entries(Path cache, String prefix) throws IOException {
    try (Stream<Path> all = Files.list(cache)) {
      return all.filter(entry -> entry.getFileName().toString().startsWith(prefix))
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private static FileTime lastUse(Path image) {
    try {
      return Files.getLastModifiedTime(image);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
