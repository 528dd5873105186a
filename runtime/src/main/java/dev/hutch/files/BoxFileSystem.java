package dev.hutch.files;

import dev.hutch.agent.client.AgentExec;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The files of one box, as its root user sees them. Holds a few idle sessions, and one for each
 * open file; closed with the box's handle.
 */
public final class BoxFileSystem extends FileSystem {
  private static final Set<String> VIEWS = Set.of("basic", "posix", "owner", "unix");

  private final String boxId;
  private final GuestFiles agent;
  private final OpenThings open = new OpenThings();
  private final Accounts accounts = new Accounts(this);
  private final BoxPath root = BoxPath.parse(this, "/");

  private BoxFileSystem(String boxId, Supplier<AgentExec> programs) {
    this.boxId = boxId;
    this.agent = new GuestFiles(new Sessions(programs));
  }

  /**
   * Opens one, to be closed by the caller.
   *
   * @param boxId what it is known by in URIs
   * @param programs starts a run of the agent's program {@code files}
   */
  public static BoxFileSystem open(String boxId, Supplier<AgentExec> programs) {
    BoxFileSystem opened = new BoxFileSystem(boxId, programs);
    OpenFileSystems.add(opened);
    return opened;
  }

  String boxId() {
    return boxId;
  }

  GuestFiles agent() {
    return agent;
  }

  Accounts accounts() {
    return accounts;
  }

  BoxPath root() {
    return root;
  }

  /**
   * A path of these bytes.
   *
   * @throws java.nio.file.InvalidPathException if there is a NUL
   */
  BoxPath path(byte[] bytes) {
    return BoxPath.parse(this, PathText.decode(bytes));
  }

  /** A path that the box gave, which may give anything. */
  BoxPath givenPath(byte[] bytes) throws IOException {
    try {
      return path(bytes);
    } catch (InvalidPathException e) {
      throw new IOException("the guest broke the protocol of files: a path with NUL", e);
    }
  }

  /** What is open until it is forgotten. */
  <T extends OpenThing> T remember(T thing) {
    open.add(thing);
    if (!isOpen()) {
      thing.abort();
      throw new ClosedFileSystemException();
    }
    return thing;
  }

  void forget(OpenThing thing) {
    open.remove(thing);
  }

  boolean isDirectory(BoxPath path) {
    try {
      return agent.attributes(path, true).isDirectory();
    } catch (IOException | ClosedFileSystemException e) {
      return false;
    }
  }

  int compareTo(BoxFileSystem other) {
    return boxId.compareTo(other.boxId);
  }

  @Override
  public FileSystemProvider provider() {
    return BoxFileSystemProvider.INSTANCE;
  }

  /** Closes what is open: streams that are written are given 2 s to come to their end. */
  @Override
  public void close() {
    OpenFileSystems.remove(this);
    open.closeAll();
    agent.sessions().close();
    open.abortAll();
  }

  @Override
  public boolean isOpen() {
    return !agent.sessions().isClosed();
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root);
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return BoxFileStore.all(this);
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return VIEWS;
  }

  @Override
  public BoxPath getPath(String first, String... more) {
    StringBuilder text = new StringBuilder(first);
    for (String segment : more) {
      if (!segment.isEmpty()) {
        text.append(text.isEmpty() ? "" : "/").append(segment);
      }
    }
    return BoxPath.parse(this, text.toString());
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("no syntax in \"" + syntaxAndPattern + '"');
    }
    String expression = syntaxAndPattern.substring(colon + 1);
    String syntax = syntaxAndPattern.substring(0, colon);
    Pattern pattern =
        switch (syntax.toLowerCase(Locale.ROOT)) {
          case "glob" -> Glob.pattern(expression);
          case "regex" -> Pattern.compile(expression);
          default ->
              throw new UnsupportedOperationException("Syntax '" + syntax + "' not recognized");
        };
    return path -> pattern.matcher(path.toString()).matches();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return accounts;
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("the files of a box cannot be watched");
  }

  @Override
  public String toString() {
    return PathUri.SCHEME + "://" + boxId;
  }
}
