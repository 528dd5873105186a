package dev.hutch.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;

/** Copies and moves from one box to another, by way of this process. */
final class BetweenBoxes {
  private BetweenBoxes() {}

  static void copy(BoxPath source, BoxPath target, CopyMode mode) throws IOException {
    LinkOption[] links =
        mode.followLinks() ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    BoxFileAttributes attributes =
        source.getFileSystem().agent().attributes(source, mode.followLinks());
    if (mode.replace()) {
      Files.deleteIfExists(target);
    } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    if (attributes.isDirectory()) {
      Files.createDirectory(target);
    } else if (attributes.isSymbolicLink()) {
      Files.createSymbolicLink(
          target, target.getFileSystem().path(BoxPath.of(Files.readSymbolicLink(source)).bytes()));
    } else {
      copyContent(source, target);
    }
    if (mode.attributes() && !attributes.isSymbolicLink()) {
      copyAttributes(attributes, target, links);
    }
  }

  static void move(BoxPath source, BoxPath target, CopyOption... options) throws IOException {
    if (Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
      throw new AtomicMoveNotSupportedException(
          source.toString(), target.toString(), "they are in two boxes");
    }
    copy(source, target, CopyMode.moving(CopyMode.of(options).replace()));
    Files.delete(source);
  }

  private static void copyContent(BoxPath source, BoxPath target) throws IOException {
    try (InputStream from = Files.newInputStream(source);
        OutputStream to = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      from.transferTo(to);
    }
  }

  /** Users of one box are none of another; numbers are what disks have. */
  private static void copyAttributes(
      BoxFileAttributes attributes, BoxPath target, LinkOption... links) throws IOException {
    Files.setAttribute(target, "unix:uid", attributes.guest().user(), links);
    Files.setAttribute(target, "unix:gid", attributes.guest().group(), links);
    Files.getFileAttributeView(target, PosixFileAttributeView.class, links)
        .setPermissions(attributes.permissions());
    Files.getFileAttributeView(target, BasicFileAttributeView.class, links)
        .setTimes(attributes.lastModifiedTime(), attributes.lastAccessTime(), null);
  }
}
