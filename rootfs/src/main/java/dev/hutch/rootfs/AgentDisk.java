package dev.hutch.rootfs;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The disk a guest boots from, {@code vda}: the agent as {@code /sbin/hutch-agent} and the empty
 * directories it mounts on. Read-only and shared by all boxes.
 */
public final class AgentDisk {
  /** What the guest kernel needs as {@code rootfstype=}. */
  public static final String FILE_SYSTEM = ErofsImage.FILE_SYSTEM;

  /** Where the agent is on the disk: what the guest kernel needs as {@code init=}. */
  public static final String AGENT_PATH = "/sbin/hutch-agent";

  private static final List<String> MOUNT_POINTS =
      List.of("proc", "sys", "dev", "run", "base", "box", "root", "sbin", "tmp");

  private final Path directory;

  /**
   * Disks kept in {@code cache/agent}.
   *
   * @param cache the home's cache directory; made when first needed
   */
  public AgentDisk(Path cache) {
    this.directory = cache.resolve("agent");
  }

  /**
   * The disk with this agent, made in a few milliseconds the first time and found afterwards.
   *
   * @param sha256 the agent's SHA-256 in lower-case hexadecimal
   * @param agent gives the agent's bytes; not asked if the disk is there
   * @return the image file, never changed once it is there
   * @throws RootfsException if the bytes do not have that hash, mkfs.erofs is missing or fails, or
   *     the cache cannot be written
   */
  public Path image(String sha256, Supplier<byte[]> agent) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + sha256);
    }
    Path target = directory.resolve(sha256 + "." + ErofsImage.RECIPE);
    return ErofsImage.at(
        target,
        tree -> {
          byte[] bytes = agent.get();
          String actual = ContentKey.sha256(bytes);
          if (!actual.equals(sha256)) {
            throw new RootfsException(
                "the agent is not the one expected: its SHA-256 is " + actual + ", not " + sha256);
          }
          tree.directories(MOUNT_POINTS).file(AGENT_PATH.substring(1), bytes, 0755);
        });
  }
}
