package dev.hutch;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One random thing done to the files below a directory, and what came of it as text. */
final class FileSteps {
  private static final List<String> NAMES =
      List.of("a", "b", "c", "a/b", "a/c", "a/b/c", "b/a", "b/a/a", "c/.h", "l", "a/l", "b/l", "");
  private static final List<String> GLOBS = List.of("*", "?", "{a,b}", "[!a]*", ".*", "*c");
  private static final List<String> ATTRIBUTES =
      List.of(
          "size,isDirectory",
          "posix:permissions,owner,group",
          "unix:mode,nlink,uid,gid,rdev",
          "owner:*",
          "isOther,isSymbolicLink,isRegularFile",
          "unix:none",
          "none:*",
          ":size",
          "posix:",
          "owner:size");
  private static final List<String> SETTABLE =
      List.of("size", "unix:uid", "unix:gid", "unix:mode", "posix:mode", "creationTime", "x:y");

  private interface Step {
    Object run() throws IOException;
  }

  private final Path top;
  private final Path base;
  private final Random random;

  /**
   * Below a directory.
   *
   * @param top a directory above it, beyond which no link leads
   * @param seed decides what is done
   */
  FileSteps(Path top, Path base, long seed) {
    this.top = top;
    this.base = base;
    this.random = new Random(seed);
  }

  /** What was done and what came of it, the same for the same files whoever serves them. */
  String run() {
    Path one = name();
    Path other = name();
    int kind = random.nextInt(34);
    return kind + " " + shown(one) + " " + shown(other) + ": " + outcome(step(kind, one, other));
  }

  private Step step(int kind, Path one, Path other) {
    return switch (kind) {
      case 0, 1 -> () -> Files.createDirectory(one);
      case 2 -> () -> Files.createDirectories(one);
      case 3 -> () -> Files.createFile(one, PosixFilePermissions.asFileAttribute(permissions()));
      case 4, 5 -> () -> Files.write(one, content(), openOptions());
      case 6 ->
          () ->
              Files.writeString(one, "text", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      case 7 -> () -> hash(Files.readAllBytes(one));
      case 8 -> () -> streamed(one);
      case 9 -> () -> written(one);
      case 10, 11, 12 -> () -> new ChannelSteps(one, random).run();
      case 13 -> () -> done(() -> Files.delete(one));
      case 14 -> () -> Files.deleteIfExists(one);
      case 15, 16 -> () -> copied(one, other);
      case 17, 18 -> () -> Files.move(one, other, moveOptions());
      case 19 -> () -> Files.createSymbolicLink(one, target());
      case 20 -> () -> Files.createLink(one, other);
      case 21 -> () -> Files.readSymbolicLink(one);
      case 22 -> () -> listed(one, GLOBS.get(random.nextInt(GLOBS.size())));
      case 23 -> () -> walked(one);
      case 24 -> () -> attributes(one);
      case 25 -> () -> named(Files.readAttributes(one, pick(ATTRIBUTES), links()));
      case 26 -> () -> Files.setPosixFilePermissions(one, permissions());
      case 27 -> () -> timed(one);
      case 28 -> () -> set(one, pick(SETTABLE));
      case 29 -> () -> Files.isSameFile(one, other);
      case 30 -> () -> looks(one);
      case 31 -> () -> relative(one.toRealPath(links()));
      case 32 -> () -> Files.mismatch(one, other);
      default -> () -> owned(one);
    };
  }

  private Path name() {
    String name = pick(NAMES);
    return name.isEmpty() ? base : base.resolve(name);
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Path target() {
    String text = pick(List.of("a", "b", "../a", "none", "l", ".", "..", "b/a", "../b/a"));
    return base.getFileSystem().getPath(text);
  }

  private byte[] content() {
    byte[] bytes = new byte[random.nextInt(8) == 0 ? 200_000 : random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** None that a umask of 022 would take away. */
  private Set<PosixFilePermission> permissions() {
    Set<PosixFilePermission> some = EnumSet.of(PosixFilePermission.OWNER_READ);
    for (PosixFilePermission each : PosixFilePermission.values()) {
      if (!each.name().endsWith("S_WRITE")
          && !each.name().equals("GROUP_WRITE")
          && random.nextBoolean()) {
        some.add(each);
      }
    }
    return some;
  }

  private OpenOption[] openOptions() {
    return some(
        StandardOpenOption.WRITE,
        StandardOpenOption.CREATE,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.APPEND,
        StandardOpenOption.SPARSE,
        StandardOpenOption.DSYNC,
        NOFOLLOW_LINKS,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private OpenOption[] some(OpenOption... all) {
    return Arrays.stream(all).filter(each -> random.nextInt(3) == 0).toArray(OpenOption[]::new);
  }

  private CopyOption[] copyOptions() {
    CopyOption[] all = {
      StandardCopyOption.REPLACE_EXISTING,
      StandardCopyOption.COPY_ATTRIBUTES,
      NOFOLLOW_LINKS,
      random.nextInt(8) == 0 ? StandardCopyOption.ATOMIC_MOVE : NOFOLLOW_LINKS
    };
    return Arrays.stream(all).filter(each -> random.nextBoolean()).toArray(CopyOption[]::new);
  }

  private CopyOption[] moveOptions() {
    CopyOption[] all = {
      StandardCopyOption.REPLACE_EXISTING,
      StandardCopyOption.ATOMIC_MOVE,
      random.nextInt(8) == 0 ? StandardCopyOption.COPY_ATTRIBUTES : NOFOLLOW_LINKS
    };
    return Arrays.stream(all).filter(each -> random.nextBoolean()).toArray(CopyOption[]::new);
  }

  private String copied(Path one, Path other) throws IOException {
    List<CopyOption> options = List.of(copyOptions());
    Files.copy(one, other, options.toArray(CopyOption[]::new));
    boolean timed =
        options.contains(StandardCopyOption.COPY_ATTRIBUTES) && Files.isRegularFile(one);
    boolean same = timed && Files.getLastModifiedTime(one).equals(Files.getLastModifiedTime(other));
    return "copied " + timed + " " + same;
  }

  private LinkOption[] links() {
    return random.nextBoolean() ? new LinkOption[0] : new LinkOption[] {NOFOLLOW_LINKS};
  }

  /** The JDK's own sets the mode of a link's target also where it is told not to follow links. */
  private Object set(Path file, String attribute) throws IOException {
    Object value = random.nextBoolean() ? Integer.valueOf(0) : FileTime.fromMillis(0);
    LinkOption[] links = links();
    boolean mode = attribute.equals("unix:mode");
    return Files.setAttribute(file, attribute, value, mode ? new LinkOption[0] : links);
  }

  private static String streamed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] begin = in.readNBytes(10);
      long skipped = in.skip(5);
      return hash(begin) + " " + skipped + " " + hash(in.readAllBytes()) + " " + in.read();
    }
  }

  private Object written(Path file) throws IOException {
    OpenOption[] options = random.nextInt(4) == 0 ? new OpenOption[0] : openOptions();
    try (OutputStream out = Files.newOutputStream(file, options)) {
      out.write(content());
      out.write('x');
      out.flush();
      long size = Files.exists(file) ? Files.size(file) : -1;
      out.write(content());
      return size;
    }
  }

  private static List<String> listed(Path directory, String glob) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return List.copyOf(names);
  }

  private Set<String> walked(Path top) throws IOException {
    FileVisitOption[] options =
        random.nextBoolean()
            ? new FileVisitOption[] {FileVisitOption.FOLLOW_LINKS}
            : new FileVisitOption[0];
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(top, 6, options)) {
      files.forEach(file -> names.add(shown(file)));
    }
    return names;
  }

  private String attributes(Path file) throws IOException {
    BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class, links());
    PosixFileAttributes posix = Files.readAttributes(file, PosixFileAttributes.class, links());
    return String.join(
        " ",
        "directory " + basic.isDirectory(),
        "regular " + basic.isRegularFile(),
        "link " + basic.isSymbolicLink(),
        "size " + (basic.isDirectory() ? 0 : basic.size()),
        "times " + basic.creationTime().equals(posix.creationTime()),
        posix.permissions().toString(),
        posix.owner().getName(),
        posix.group().getName());
  }

  private static Map<String, Object> named(Map<String, Object> attributes) {
    Map<String, Object> shown = new TreeMap<>(attributes);
    if (Boolean.TRUE.equals(shown.get("isDirectory"))) {
      shown.remove("size");
    }
    return shown;
  }

  private String timed(Path file) throws IOException {
    FileTime time =
        FileTime.from(
            Instant.ofEpochSecond(random.nextInt(1 << 30), random.nextInt(1_000_000_000)));
    Files.setLastModifiedTime(file, time);
    return Files.getLastModifiedTime(file).toString();
  }

  private List<Object> looks(Path file) throws IOException {
    List<Object> looks =
        new ArrayList<>(
            List.of(
                Files.exists(file, links()),
                Files.notExists(file, links()),
                Files.isDirectory(file, links()),
                Files.isRegularFile(file, links()),
                Files.isSymbolicLink(file),
                Files.isExecutable(file),
                Files.isWritable(file),
                Files.isReadable(file),
                Files.isHidden(file)));
    file.getFileSystem().provider().checkAccess(file, AccessMode.READ, AccessMode.EXECUTE);
    return looks;
  }

  private static String owned(Path file) throws IOException {
    Files.setOwner(file, Files.getOwner(file));
    return Files.getOwner(file).getName();
  }

  private interface Done {
    void run() throws IOException;
  }

  private static String done(Done action) throws IOException {
    action.run();
    return "done";
  }

  /** Contents are told apart by their length and hash. */
  static String hash(byte[] bytes) {
    return bytes.length + " bytes " + Arrays.hashCode(bytes);
  }

  private String outcome(Step step) {
    try {
      Object result = step.run();
      return result instanceof Path path ? shown(path) : String.valueOf(result);
    } catch (FileSystemException e) {
      return e.getClass().getName()
          + " "
          + relative(e.getFile())
          + " "
          + relative(e.getOtherFile())
          + " "
          + e.getReason();
    } catch (IOException e) {
      return e.getClass().getName() + " " + relative(String.valueOf(e.getMessage()));
    } catch (DirectoryIteratorException | UncheckedIOException e) {
      return e.getClass().getName() + " because of " + relative(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  private String shown(Path path) {
    return relative(path.toString());
  }

  private String relative(Path path) {
    return relative(path.toString());
  }

  private String relative(@Nullable String text) {
    return String.valueOf(text).replace(base.toString(), "BASE").replace(top.toString(), "TOP");
  }
}
