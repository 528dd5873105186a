package dev.hutch.files;

import dev.hutch.agent.files.GuestSpace;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A disk of a box, or whatever else is mounted there. */
final class BoxFileStore extends FileStore {
  private final Mount mount;

  private BoxFileStore(Mount mount) {
    this.mount = mount;
  }

  static BoxFileStore of(BoxPath path) throws IOException {
    return new BoxFileStore(Mount.of(path));
  }

  /** None where the box does not say. */
  static Iterable<FileStore> all(BoxFileSystem box) {
    List<FileStore> stores = new ArrayList<>();
    try {
      for (Mount mount : Mount.all(box)) {
        stores.add(new BoxFileStore(mount));
      }
    } catch (IOException e) {
      // as the specification of the method has it
      return List.of();
    }
    return stores;
  }

  @Override
  public String name() {
    return mount.source();
  }

  @Override
  public String type() {
    return mount.type();
  }

  @Override
  public boolean isReadOnly() {
    return mount.readOnly();
  }

  @Override
  public long getTotalSpace() throws IOException {
    GuestSpace space = space();
    return bytes(space.blocks(), space);
  }

  @Override
  public long getUsableSpace() throws IOException {
    GuestSpace space = space();
    return bytes(space.available(), space);
  }

  @Override
  public long getUnallocatedSpace() throws IOException {
    GuestSpace space = space();
    return bytes(space.free(), space);
  }

  @Override
  public long getBlockSize() throws IOException {
    return space().blockBytes();
  }

  @Override
  public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
    return type == BasicFileAttributeView.class
        || type == PosixFileAttributeView.class
        || type == FileOwnerAttributeView.class;
  }

  @Override
  public boolean supportsFileAttributeView(String name) {
    return mount.point().getFileSystem().supportedFileAttributeViews().contains(name);
  }

  @Override
  public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
    Objects.requireNonNull(type);
    return null;
  }

  @Override
  public Object getAttribute(String attribute) throws IOException {
    return switch (attribute) {
      case "totalSpace" -> getTotalSpace();
      case "usableSpace" -> getUsableSpace();
      case "unallocatedSpace" -> getUnallocatedSpace();
      default -> throw new UnsupportedOperationException("'" + attribute + "' not recognized");
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BoxFileStore that && mount.equals(that.mount);
  }

  @Override
  public int hashCode() {
    return mount.hashCode();
  }

  @Override
  public String toString() {
    return mount.point() + " (" + mount.source() + ")";
  }

  private GuestSpace space() throws IOException {
    return mount.point().getFileSystem().agent().space(mount.point());
  }

  /** As much as fits, where a guest has more. */
  private static long bytes(long blocks, GuestSpace space) {
    long high = Math.multiplyHigh(blocks, space.blockBytes());
    long low = blocks * space.blockBytes();
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }
}
