package dev.hutch.files;

import dev.hutch.agent.files.GuestAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Set;

/** Attributes of a file of a box as they were when they were read. */
final class BoxFileAttributes implements PosixFileAttributes {
  /** What makes two files the same one. */
  private record FileKey(long device, long inode) {}

  private final BoxFileSystem fileSystem;
  private final GuestAttributes guest;

  BoxFileAttributes(BoxFileSystem fileSystem, GuestAttributes guest) {
    this.fileSystem = fileSystem;
    this.guest = guest;
  }

  GuestAttributes guest() {
    return guest;
  }

  @Override
  public FileTime lastModifiedTime() {
    return FileTime.from(guest.modification());
  }

  @Override
  public FileTime lastAccessTime() {
    return FileTime.from(guest.access());
  }

  @Override
  public FileTime creationTime() {
    return guest.birth().equals(Instant.EPOCH) ? lastModifiedTime() : FileTime.from(guest.birth());
  }

  FileTime changeTime() {
    return FileTime.from(guest.change());
  }

  @Override
  public boolean isRegularFile() {
    return guest.isRegularFile();
  }

  @Override
  public boolean isDirectory() {
    return guest.isDirectory();
  }

  @Override
  public boolean isSymbolicLink() {
    return guest.isSymbolicLink();
  }

  @Override
  public boolean isOther() {
    return !guest.isRegularFile() && !guest.isDirectory() && !guest.isSymbolicLink();
  }

  @Override
  public long size() {
    return size(guest);
  }

  /** A guest may say anything, and Java has no numbers of 64 bits without sign. */
  static long size(GuestAttributes guest) {
    return guest.size() < 0 ? Long.MAX_VALUE : guest.size();
  }

  @Override
  public Object fileKey() {
    return new FileKey(guest.device(), guest.inode());
  }

  /** With the name that the box has for the number now; the number if it cannot be asked. */
  @Override
  public UserPrincipal owner() {
    return fileSystem.accounts().user(guest.user());
  }

  /** As {@link #owner}. */
  @Override
  public GroupPrincipal group() {
    return fileSystem.accounts().group(guest.group());
  }

  @Override
  public Set<PosixFilePermission> permissions() {
    return Permissions.of(guest.mode());
  }
}
