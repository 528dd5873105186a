package dev.hutch.files;

import dev.hutch.agent.files.FileAnswer;
import dev.hutch.agent.files.FileRequest;
import dev.hutch.bindings.posix.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider of the file systems of boxes, scheme {@code hutch}. They are opened by their boxes,
 * not by a URI.
 */
public final class BoxFileSystemProvider extends FileSystemProvider {
  static final BoxFileSystemProvider INSTANCE = new BoxFileSystemProvider();

  private static final int EXISTS = 0;
  private static final int EXECUTE = 1;
  private static final int WRITE = 2;
  private static final int READ = 4;

  /** For the service loader; all of them are alike. */
  public BoxFileSystemProvider() {}

  @Override
  public String getScheme() {
    return PathUri.SCHEME;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    String boxId = PathUri.boxId(uri);
    if (OpenFileSystems.isOpen(boxId)) {
      throw new FileSystemAlreadyExistsException("the file system of the box " + boxId);
    }
    throw new IllegalArgumentException(
        "the file system of " + uri + " is opened by fileSystem() of its box");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return OpenFileSystems.of(PathUri.boxId(uri));
  }

  @Override
  public Path getPath(URI uri) {
    return OpenFileSystems.of(PathUri.boxId(uri)).path(PathUri.path(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    BoxPath file = BoxPath.of(path);
    OpenMode mode = OpenMode.of(options);
    int permissions = Permissions.initial(Permissions.FILE, attributes);
    OpenFile opened = OpenFile.open(file, mode, permissions);
    return file.getFileSystem().remember(new BoxChannel(opened, mode));
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    BoxPath file = BoxPath.of(path);
    Set<OpenOption> wanted = new HashSet<>(List.of(options));
    for (OpenOption option : wanted) {
      if (option == StandardOpenOption.APPEND || option == StandardOpenOption.WRITE) {
        throw new UnsupportedOperationException("'" + option + "' not allowed");
      }
    }
    OpenFile opened = OpenFile.open(file, OpenMode.of(wanted), Permissions.FILE);
    return file.getFileSystem().remember(new BoxInput(opened));
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    BoxPath file = BoxPath.of(path);
    Set<OpenOption> wanted = new HashSet<>(List.of(options));
    if (wanted.isEmpty()) {
      wanted.add(StandardOpenOption.CREATE);
      wanted.add(StandardOpenOption.TRUNCATE_EXISTING);
    } else if (wanted.contains(StandardOpenOption.READ)) {
      throw new IllegalArgumentException("READ not allowed");
    }
    wanted.add(StandardOpenOption.WRITE);
    OpenFile opened = OpenFile.open(file, OpenMode.of(wanted), Permissions.FILE);
    return file.getFileSystem().remember(new BoxOutput(opened));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return BoxDirectoryStream.open(BoxPath.of(directory), Objects.requireNonNull(filter));
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    BoxPath path = BoxPath.of(directory);
    int mode = Permissions.initial(Permissions.DIRECTORY, attributes);
    int errno = agent(path).errno(FileRequest.makeDirectory(path.absoluteBytes(), mode));
    if (errno == Errno.EISDIR) {
      throw new FileAlreadyExistsException(path.toString());
    }
    require(errno, path);
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    BoxPath made = BoxPath.of(link);
    byte[] leadsTo = BoxPath.of(target).bytes();
    if (attributes.length > 0) {
      throw new UnsupportedOperationException(
          "Initial file attributes not supported when creating symbolic link");
    }
    agent(made).done(FileRequest.symbolicLink(leadsTo, made.absoluteBytes()), made, null);
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    BoxPath made = BoxPath.of(link);
    BoxPath file = BoxPath.of(existing);
    agent(made).done(FileRequest.link(file.absoluteBytes(), made.absoluteBytes()), made, file);
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    BoxPath path = BoxPath.of(link);
    GuestFiles.Outcome<byte[]> outcome =
        agent(path).ask(FileRequest.readLink(path.absoluteBytes()), FileAnswer::bytes);
    if (outcome.errno() == Errno.EINVAL) {
      throw new NotLinkException(path.toString());
    }
    require(outcome.errno(), path);
    return path.getFileSystem().givenPath(Objects.requireNonNull(outcome.value()));
  }

  @Override
  public void delete(Path path) throws IOException {
    BoxPath file = BoxPath.of(path);
    int errno = agent(file).errno(FileRequest.remove(file.absoluteBytes()));
    if (errno == Errno.ENOTEMPTY || errno == Errno.EEXIST) {
      throw new DirectoryNotEmptyException(file.toString());
    }
    require(errno, file);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    BoxPath from = BoxPath.of(source);
    BoxPath to = BoxPath.of(target);
    CopyMode mode = CopyMode.of(options);
    if (sameBox(from, to)) {
      new Copy(from, to, mode).run();
    } else {
      BetweenBoxes.copy(from, to, mode);
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    BoxPath from = BoxPath.of(source);
    BoxPath to = BoxPath.of(target);
    Move move = new Move(from, to, options);
    if (sameBox(from, to)) {
      move.run();
    } else {
      BetweenBoxes.move(from, to, options);
    }
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    BoxPath file = BoxPath.of(path);
    if (file.equals(other)) {
      return true;
    }
    return Objects.requireNonNull(other) instanceof BoxPath that
        && sameBox(file, that)
        && agent(file)
            .attributesExactly(file, true)
            .fileKey()
            .equals(agent(that).attributesExactly(that, true).fileKey());
  }

  @Override
  public boolean isHidden(Path path) {
    Path name = BoxPath.of(path).getFileName();
    return name != null && name.toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return BoxFileStore.of(BoxPath.of(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    BoxPath file = BoxPath.of(path);
    int wanted = EXISTS;
    for (AccessMode mode : modes) {
      wanted |=
          switch (mode) {
            case READ -> READ;
            case WRITE -> WRITE;
            case EXECUTE -> EXECUTE;
          };
    }
    int errno = agent(file).errno(FileRequest.access(file.absoluteBytes(), wanted));
    require(errno == Errno.ENOTDIR ? Errno.ENOENT : errno, file);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    BoxPath file = BoxPath.of(path);
    String name =
        type == BasicFileAttributeView.class
            ? "basic"
            : type == PosixFileAttributeView.class
                ? "posix"
                : Objects.requireNonNull(type) == FileOwnerAttributeView.class ? "owner" : "";
    boolean followLinks = Links.followed(options);
    return name.isEmpty() ? null : type.cast(new BoxAttributeView(name, file, followLinks));
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    BoxPath file = BoxPath.of(path);
    boolean followLinks = Links.followed(options);
    if (Objects.requireNonNull(type) != BasicFileAttributes.class
        && type != PosixFileAttributes.class) {
      throw new UnsupportedOperationException(type + " of a file of a box");
    }
    return type.cast(agent(file).attributes(file, followLinks));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return new NamedAttributes(BoxPath.of(path), attributes, options).read();
  }

  @Override
  public void setAttribute(
      Path path, String attribute, @Nullable Object value, LinkOption... options)
      throws IOException {
    new NamedAttributes(BoxPath.of(path), attribute, options).set(value);
  }

  private static GuestFiles agent(BoxPath path) {
    return path.getFileSystem().agent();
  }

  private static boolean sameBox(BoxPath one, BoxPath other) {
    return one.getFileSystem().boxId().equals(other.getFileSystem().boxId());
  }

  private static void require(int errno, BoxPath path) throws IOException {
    if (errno != 0) {
      throw FileFailure.of(errno, path);
    }
  }
}
