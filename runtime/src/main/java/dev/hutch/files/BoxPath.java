package dev.hutch.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path in a box, which behaves as one of the default provider on Linux does. */
final class BoxPath implements Path {
  private final BoxFileSystem fileSystem;
  private final String text;
  private volatile @Nullable List<String> names;

  private BoxPath(BoxFileSystem fileSystem, String text) {
    this.fileSystem = fileSystem;
    this.text = text;
  }

  /** Of any text: slashes too many are left out. */
  static BoxPath parse(BoxFileSystem fileSystem, String input) {
    return new BoxPath(fileSystem, PathNames.withoutSpareSlashes(PathText.canonical(input)));
  }

  /** A path of a box. */
  static BoxPath of(Path path) {
    if (Objects.requireNonNull(path) instanceof BoxPath ours) {
      return ours;
    }
    throw new ProviderMismatchException(path + " is not a path of a box");
  }

  @Override
  public BoxFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return text.startsWith("/");
  }

  @Override
  public @Nullable BoxPath getRoot() {
    return isAbsolute() ? fileSystem.root() : null;
  }

  @Override
  public @Nullable BoxPath getFileName() {
    List<String> all = names();
    return all.isEmpty() ? null : of(all.getLast());
  }

  @Override
  public @Nullable BoxPath getParent() {
    int last = text.lastIndexOf('/');
    if (names().isEmpty() || last <= 0) {
      return names().isEmpty() ? null : getRoot();
    }
    return of(text.substring(0, last));
  }

  @Override
  public int getNameCount() {
    return names().size();
  }

  @Override
  public BoxPath getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public BoxPath subpath(int begin, int end) {
    List<String> all = names();
    if (begin < 0 || begin >= end || end > all.size()) {
      throw new IllegalArgumentException(
          "names " + begin + " to " + end + " of a path with " + all.size());
    }
    return of(String.join("/", all.subList(begin, end)));
  }

  @Override
  public boolean startsWith(Path other) {
    return isOfSameFileSystem(other)
        && PathNames.startWith(
            names(), isAbsolute(), ((BoxPath) other).names(), other.isAbsolute());
  }

  @Override
  public boolean endsWith(Path other) {
    return isOfSameFileSystem(other)
        && PathNames.endWith(names(), isAbsolute(), ((BoxPath) other).names(), other.isAbsolute());
  }

  @Override
  public BoxPath normalize() {
    return of(PathNames.joined(PathNames.normalized(names(), isAbsolute()), isAbsolute()));
  }

  @Override
  public BoxPath resolve(Path other) {
    BoxPath that = of(other);
    if (that.isAbsolute()) {
      return that;
    }
    return text.isEmpty() ? that.in(fileSystem) : resolveText(that.text);
  }

  /** This path and a name that the box gave. */
  BoxPath resolveName(byte[] name) {
    return text.isEmpty() ? of(PathText.decode(name)) : resolveText(PathText.decode(name));
  }

  private BoxPath resolveText(String child) {
    return child.isEmpty() ? this : of(text.endsWith("/") ? text + child : text + "/" + child);
  }

  @Override
  public BoxPath relativize(Path other) {
    BoxPath that = of(other);
    if (that.text.equals(text)) {
      return of("");
    }
    if (isAbsolute() != that.isAbsolute()) {
      throw new IllegalArgumentException("'other' is different type of Path");
    }
    if (text.isEmpty()) {
      return that.in(fileSystem);
    }
    return of(
        PathNames.relative(names(), that.names(), isAbsolute())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no relative path from " + this + " to " + that)));
  }

  @Override
  public URI toUri() {
    return PathUri.of(this);
  }

  @Override
  public BoxPath toAbsolutePath() {
    return isAbsolute() ? this : fileSystem.root().resolveText(text);
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return RealPath.of(this, Links.followed(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("the files of a box cannot be watched");
  }

  /** Of paths of several boxes that are the same otherwise, the box decides. */
  @Override
  public int compareTo(Path other) {
    BoxPath that = (BoxPath) other;
    int order = Arrays.compareUnsigned(bytes(), that.bytes());
    return order != 0 ? order : fileSystem.compareTo(that.fileSystem);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BoxPath that
        && fileSystem.equals(that.fileSystem)
        && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** As the guest is told it, where no path has a working directory. */
  byte[] absoluteBytes() {
    return PathText.encode(toAbsolutePath().text);
  }

  /** As a symbolic link has it. */
  byte[] bytes() {
    return PathText.encode(text);
  }

  private List<String> names() {
    List<String> known = names;
    if (known == null) {
      known = PathNames.of(text);
      names = known;
    }
    return known;
  }

  private BoxPath of(String other) {
    return other.equals(text) ? this : new BoxPath(fileSystem, other);
  }

  private BoxPath in(BoxFileSystem other) {
    return other.equals(fileSystem) ? this : new BoxPath(other, text);
  }

  private boolean isOfSameFileSystem(Path other) {
    return Objects.requireNonNull(other).getFileSystem().equals(fileSystem);
  }
}
