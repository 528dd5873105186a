package dev.hutch.files;

import dev.hutch.agent.files.FileRequest;
import dev.hutch.bindings.posix.Errno;
import java.io.IOException;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of a file of a box, to be read and set; under each of their names the same. */
final class BoxAttributeView implements PosixFileAttributeView {
  private final String name;
  private final BoxPath path;
  private final boolean followLinks;

  /**
   * Of a path.
   *
   * @param name {@code basic}, {@code posix}, {@code owner} or {@code unix}
   */
  BoxAttributeView(String name, BoxPath path, boolean followLinks) {
    this.name = name;
    this.path = path;
    this.followLinks = followLinks;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public BoxFileAttributes readAttributes() throws IOException {
    return agent().attributes(path, followLinks);
  }

  /** The time of its making cannot be set, as nowhere on Linux, and is ignored. */
  @Override
  public void setTimes(
      @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
      throws IOException {
    if (modified != null || accessed != null) {
      Instant access = accessed == null ? null : accessed.toInstant();
      Instant modification = modified == null ? null : modified.toInstant();
      byte[] file = path.absoluteBytes();
      change(FileRequest.changeTimes(file, access, modification, followLinks));
    }
  }

  @Override
  public UserPrincipal getOwner() throws IOException {
    return readAttributes().owner();
  }

  @Override
  public void setOwner(UserPrincipal owner) throws IOException {
    if (Objects.requireNonNull(owner) instanceof Account.Group) {
      throw new IOException("'owner' parameter can't be a group");
    }
    if (!(owner instanceof Account account)) {
      throw new ProviderMismatchException(owner + " is not a user of a box");
    }
    setOwners(account.id(), FileRequest.LEAVE_ID);
  }

  @Override
  public void setGroup(GroupPrincipal group) throws IOException {
    if (!(Objects.requireNonNull(group) instanceof Account.Group account)) {
      throw new ProviderMismatchException(group + " is not a group of a box");
    }
    setOwners(FileRequest.LEAVE_ID, account.id());
  }

  @Override
  public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
    setMode(Permissions.mode(permissions));
  }

  /** A symbolic link has no mode of its own. */
  void setMode(int mode) throws IOException {
    if (!followLinks && agent().attributesExactly(path, false).isSymbolicLink()) {
      throw FileFailure.of(Errno.ELOOP, path);
    }
    change(FileRequest.changeMode(path.absoluteBytes(), mode));
  }

  void setOwners(int user, int group) throws IOException {
    change(FileRequest.changeOwner(path.absoluteBytes(), user, group, followLinks));
  }

  private void change(byte[] request) throws IOException {
    agent().done(request, path, null);
  }

  private GuestFiles agent() {
    return path.getFileSystem().agent();
  }
}
