package dev.hutch.rootfs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ext4 that boxes write to, formatted by mke2fs so that a guest mounts it in the least time and
 * has nothing left to initialise.
 *
 * <p>Measured in a guest (emulated, 8 GiB): a 32 MiB journal syncs a thousand new files in half the
 * time a 4 MiB one takes, and costs nothing here since it is not written; group checksums ({@code
 * uninit_bg}) instead of {@code metadata_csum} save a few per cent; {@code fast_commit} gains
 * nothing; {@code packed_meta_blocks} keeps all of it in one place, some 180 KiB to copy per box
 * against 4 to 130 MiB with other choices.
 */
final class Ext4Format {
  /** Part of every template's name: a change below must not find the old ones. */
  static final String RECIPE = "ext4-1";

  private static final int BLOCK = 4096;
  private static final long GROUP = 32768L * BLOCK;
  private static final int INODE = 256;
  private static final String FEATURES =
      "none,has_journal,ext_attr,extent,flex_bg,sparse_super,large_file,huge_file,dir_nlink,"
          + "extra_isize,dir_index,filetype,uninit_bg";

  /** The file is fresh, so all of it reads as zero and neither tables nor journal need writing. */
  private static final String PREZEROED = "assume_storage_prezeroed=1";

  /** The next best for e2fsprogs before 1.47; the agent mounts with {@code noinit_itable}. */
  private static final String LAZY = "lazy_itable_init=1,lazy_journal_init=1";

  private Ext4Format() {}

  /** Formats a file of that size and takes from it what is not zero; the file is gone after. */
  static DiskTemplate template(Path directory, long bytes) {
    Tool mke2fs = Tool.find("mke2fs", "e2fsprogs");
    Tool e2fsck = Tool.find("e2fsck", "e2fsprogs");
    try (PartialFile formatted = PartialFile.of(directory.resolve("formatted"));
        PartialFile copy = PartialFile.of(directory.resolve("copy"))) {
      try (RandomAccessFile file = new RandomAccessFile(formatted.path().toFile(), "rw")) {
        file.setLength(bytes);
      }
      format(mke2fs, formatted.path(), bytes);
      DiskTemplate template = DiskTemplate.scan(formatted.path(), GROUP, metadataBytes(bytes));
      template.copyTo(copy.path());
      // The proof that nothing mke2fs wrote was missed.
      e2fsck.run(List.of("-f", "-n", copy.path().toString()));
      return template;
    } catch (IOException e) {
      throw RootfsException.writing(directory, e);
    }
  }

  private static void format(Tool mke2fs, Path file, long bytes) {
    List<String> arguments = arguments(file, bytes, PREZEROED);
    Tool.Outcome outcome = mke2fs.outcome(arguments);
    if (outcome.exitCode() != 0 && outcome.output().contains("assume_storage_prezeroed")) {
      arguments = arguments(file, bytes, LAZY);
      outcome = mke2fs.outcome(arguments);
    }
    if (outcome.exitCode() != 0) {
      throw mke2fs.failure(arguments, outcome);
    }
  }

  private static List<String> arguments(Path file, long bytes, String zeroed) {
    List<String> arguments = new ArrayList<>(List.of("-q", "-F", "-t", "ext4", "-m", "0"));
    arguments.addAll(List.of("-b", String.valueOf(BLOCK), "-I", String.valueOf(INODE)));
    arguments.addAll(List.of("-N", String.valueOf(inodes(bytes)), "-O", FEATURES));
    arguments.addAll(List.of("-J", "size=" + journalMib(bytes)));
    arguments.addAll(List.of("-E", zeroed + ",nodiscard,packed_meta_blocks=1,root_owner=0:0"));
    arguments.add(file.toString());
    return arguments;
  }

  private static long inodes(long bytes) {
    return Math.min(bytes / 16384, 1L << 20);
  }

  private static long journalMib(long bytes) {
    return Math.clamp((bytes >> 20) / 8, 4, 32);
  }

  /** An upper bound of what lies packed at the front: tables, bitmaps, descriptors, the journal. */
  private static long metadataBytes(long bytes) {
    long groups = bytes / GROUP + 1;
    long tables = (inodes(bytes) / groups + 16) * groups * INODE + groups * BLOCK;
    long perGroup = groups * (2L * BLOCK + 64);
    return tables + perGroup + (journalMib(bytes) << 20) + (16L << 20);
  }
}
