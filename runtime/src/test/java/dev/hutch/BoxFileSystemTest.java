package dev.hutch;

import static dev.hutch.Tasks.inBackground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The file system of a box beside what any other does, which the model test shows. */
@Timeout(60)
class BoxFileSystemTest extends WithBoxFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void fewSessionsServeManyOperationsAndNoneOutlivesTheFileSystem() throws IOException {
    Path deep = inBox;
    for (int i = 0; i < 20; i++) {
      deep = Files.createDirectory(deep.resolve("d"));
      Files.writeString(deep.resolve("f"), "x");
      assertThat(Files.exists(deep.resolve("none"))).isFalse();
    }
    try (Stream<Path> files = Files.walk(inBox)) {
      assertThat(files.filter(Files::isRegularFile).peek(file -> atMost(2)).count()).isEqualTo(20);
    }
    for (int i = 0; i < 20; i++) {
      Path missing = inBox.resolve("none");
      assertThatThrownBy(() -> Files.newInputStream(missing)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> Files.list(missing)).isInstanceOf(IOException.class);
    }
    atMost(2);
    files.close();
    await().atMost(PATIENCE).until(() -> agent.programs() == 0);
  }

  @Test
  void manyOpenFilesAtOnceLeaveFewSessions() throws IOException {
    List<SeekableByteChannel> channels = new ArrayList<>();
    Files.writeString(inBox.resolve("f"), "x");
    for (int i = 0; i < 30; i++) {
      channels.add(Files.newByteChannel(inBox.resolve("f")));
    }
    assertThat(agent.programs()).isEqualTo(30);
    for (SeekableByteChannel channel : channels) {
      channel.close();
    }
    await().atMost(PATIENCE).until(() -> agent.programs() <= 2);
  }

  @Test
  void anInterruptLeavesNoAnswerForTheNextWhoAsks() throws Exception {
    for (int i = 0; i < 5; i++) {
      Files.write(inBox.resolve("f" + i), new byte[i]);
    }
    for (int i = 0; i < 50; i++) {
      Path path = inBox.resolve("f" + i % 5);
      FutureTask<Long> interrupted = new FutureTask<>(() -> interruptedSize(path));
      Thread.ofVirtual().start(interrupted).join();
      for (int size = 0; size < 5; size++) {
        assertThat(Files.size(inBox.resolve("f" + size))).isEqualTo(size);
      }
    }
    atMost(2);
  }

  @Test
  void closingItClosesWhatIsOpenOfIt() throws IOException {
    Path file = Files.writeString(inBox.resolve("f"), "x");
    SeekableByteChannel channel = Files.newByteChannel(file);
    OutputStream out = Files.newOutputStream(inBox.resolve("out"));
    out.write(new byte[3_000_000]);
    try (DirectoryStream<Path> names = Files.newDirectoryStream(inBox)) {
      system.close();
      assertThatThrownBy(names::iterator).isInstanceOf(ClosedDirectoryStreamException.class);
    }
    assertThat(system.isOpen()).isFalse();
    assertThat(channel.isOpen()).isFalse();
    assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> out.write(1)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> Files.size(file)).isInstanceOf(ClosedFileSystemException.class);
    assertThatThrownBy(() -> Files.newInputStream(file))
        .isInstanceOf(ClosedFileSystemException.class);
    assertThat(Files.size(onHost.resolve("out"))).isEqualTo(3_000_000);
    system.close();
    FileSystem next = files.fileSystem();
    assertThat(next).isNotSameAs(system);
    assertThat(Files.size(next.getPath(file.toString()))).isEqualTo(1);
  }

  @Test
  void closingItEndsWhatWaits() throws Exception {
    Path fifo = fifo();
    FutureTask<?> opening = inBackground(() -> Files.newInputStream(fifo));
    await().atMost(PATIENCE).until(() -> agent.programs() > 0);
    system.close();
    assertThatThrownBy(opening::get).hasCauseInstanceOf(ClosedFileSystemException.class);
    await().atMost(PATIENCE).until(() -> agent.programs() == 0);
  }

  @Test
  void namesThatAreNoTextAreListedReadMovedAndDeleted() throws IOException {
    shell("mkdir d; echo text > \"$(printf 'd/\\377\\200x')\"; mkdir \"$(printf 'd/caf\\351')\"");
    List<Path> found;
    try (Stream<Path> files = Files.walk(inBox.resolve("d"))) {
      found = files.sorted().toList();
    }
    assertThat(found).hasSize(3);
    Path file = found.get(2);
    assertThat(Files.readString(file)).isEqualTo("text\n");
    assertThat(system.getPath(file.toString())).isEqualTo(file);
    Files.move(file, found.get(1).resolve(file.getFileName()));
    Files.createSymbolicLink(inBox.resolve("link"), file);
    assertThat(Files.readSymbolicLink(inBox.resolve("link"))).isEqualTo(file);
    try (Stream<Path> files = Files.walk(inBox.resolve("d"))) {
      for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(each);
      }
    }
    assertThat(Files.exists(onHost.resolve("d"))).isFalse();
  }

  @Test
  void aLargeDirectoryIsListedWhole() throws IOException {
    shell("i=0; while [ $i -lt 12000 ]; do : > a-name-that-is-not-short-$i; i=$((i+1)); done");
    try (Stream<Path> files = Files.list(inBox)) {
      assertThat(files.map(Path::toString).distinct().count()).isEqualTo(12_000);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(inBox, "*-1199?")) {
      assertThat(files).hasSize(10);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(inBox)) {
      Iterator<Path> some = files.iterator();
      some.next();
      assertThatThrownBy(files::iterator).isInstanceOf(IllegalStateException.class);
      assertThat(some.hasNext()).isTrue();
    }
    atMost(2);
  }

  @Test
  void aClosedDirectoryHasNoMoreNames() throws IOException {
    Files.createDirectory(inBox.resolve("d"));
    Iterator<Path> names;
    DirectoryStream<Path> closed;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(inBox)) {
      closed = files;
      names = files.iterator();
    }
    assertThat(names.hasNext()).isFalse();
    assertThatThrownBy(closed::iterator).isInstanceOf(ClosedDirectoryStreamException.class);
  }

  @Test
  void usersAndGroupsAreThoseOfTheBox() throws IOException {
    UserPrincipalLookupService accounts = system.getUserPrincipalLookupService();
    assertThat(accounts.lookupPrincipalByName("root")).hasToString("root");
    assertThat(accounts.lookupPrincipalByName("nobody"))
        .isNotEqualTo(accounts.lookupPrincipalByName("root"))
        .isEqualTo(accounts.lookupPrincipalByName("65534"));
    assertThat(accounts.lookupPrincipalByGroupName("root"))
        .isNotEqualTo(accounts.lookupPrincipalByName("root"));
    assertThatThrownBy(() -> accounts.lookupPrincipalByName("no such user"))
        .isInstanceOf(UserPrincipalNotFoundException.class);
    Path file = Files.writeString(inBox.resolve("f"), "x");
    Files.setOwner(file, accounts.lookupPrincipalByName("nobody"));
    assertThat(Files.getOwner(file).getName()).isEqualTo("nobody");
    Files.setAttribute(file, "unix:gid", 54_321);
    assertThat(Files.getAttribute(file, "posix:group")).hasToString("54321");
    assertThat(Files.readAttributes(onHost.resolve("f"), "unix:uid,gid"))
        .isEqualTo(Files.readAttributes(file, "unix:uid,gid"));
  }

  @Test
  void whatIsMadeHasThePermissionsThatWereAsked() throws IOException {
    Path open = inBox.resolve("open");
    Files.createFile(
        open, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
    assertThat(Files.getAttribute(open, "unix:mode")).isEqualTo(0100777);
    Files.createDirectory(inBox.resolve("normal"));
    assertThat(Files.getAttribute(inBox.resolve("normal"), "unix:mode")).isEqualTo(040755);
    assertThat(Files.createTempFile(inBox, "a", "b")).exists().isEmptyFile();
  }

  @Test
  void attributesOfLinuxAreTheHosts() throws IOException {
    for (String name : List.of("/", "/dev/null", "/etc/passwd", "/proc/self/..", "/tmp")) {
      String all = "unix:mode,ino,dev,rdev,nlink,uid,gid,ctime,fileKey,creationTime,size";
      var expected = Files.readAttributes(Path.of(name), all);
      var actual = Files.readAttributes(system.getPath(name), all);
      assertThat(actual.keySet()).isEqualTo(expected.keySet());
      for (String key : List.of("mode", "ino", "dev", "rdev", "uid", "ctime")) {
        assertThat(actual.get(key)).as("%s of %s", key, name).isEqualTo(expected.get(key));
      }
    }
  }

  @Test
  void theTimeOfAFilesMakingIsTheHosts() throws IOException {
    Path file = Files.writeString(inBox.resolve("f"), "x");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThat(Files.getAttribute(file, "creationTime"))
        .isEqualTo(Files.getAttribute(onHost.resolve("f"), "creationTime"));
  }

  @Test
  void aFileStoreIsThatOfTheHost() throws IOException {
    for (Path path : List.of(onHost, Path.of("/proc"), Path.of("/dev/shm"))) {
      FileStore expected = Files.getFileStore(path);
      FileStore store = Files.getFileStore(system.getPath(path.toString()));
      assertThat(store.type()).isEqualTo(expected.type());
      assertThat(store.name()).isEqualTo(expected.name());
      assertThat(store.isReadOnly()).isEqualTo(expected.isReadOnly());
      assertThat(store.getTotalSpace()).isEqualTo(expected.getTotalSpace());
      assertThat(store.getBlockSize()).isEqualTo(expected.getBlockSize());
      assertThat(store.getUsableSpace()).isBetween(0L, store.getUnallocatedSpace());
      assertThat(system.getFileStores()).contains(store);
    }
  }

  @Test
  void filesGoBetweenHostAndBox() throws IOException {
    Path onHostOnly = directory.resolve("host-file");
    Files.writeString(onHostOnly, "there and back");
    Files.copy(onHostOnly, inBox.resolve("copied"), StandardCopyOption.COPY_ATTRIBUTES);
    assertThat(Files.readString(onHost.resolve("copied"))).isEqualTo("there and back");
    assertThat(Files.getLastModifiedTime(inBox.resolve("copied")))
        .isEqualTo(Files.getLastModifiedTime(onHostOnly));
    Files.move(inBox.resolve("copied"), directory.resolve("moved"));
    assertThat(directory.resolve("moved")).hasContent("there and back");
    assertThat(onHost.resolve("copied")).doesNotExist();
  }

  @Test
  void filesGoFromOneBoxToAnother() throws IOException {
    BoxFiles others = agent.files("other");
    try (FileSystem other = others.fileSystem()) {
      Path there = other.getPath(onHost.toString());
      Files.writeString(inBox.resolve("f"), "text");
      Files.setPosixFilePermissions(
          inBox.resolve("f"), PosixFilePermissions.fromString("rw-------"));
      Files.createSymbolicLink(inBox.resolve("l"), inBox.getFileSystem().getPath("f"));
      Files.createDirectory(inBox.resolve("d"));
      Files.copy(inBox.resolve("f"), there.resolve("f2"), StandardCopyOption.COPY_ATTRIBUTES);
      Files.copy(inBox.resolve("l"), there.resolve("l2"), LinkOption.NOFOLLOW_LINKS);
      Files.move(inBox.resolve("d"), there.resolve("d2"));
      assertThat(Files.readString(onHost.resolve("f2"))).isEqualTo("text");
      assertThat(Files.getPosixFilePermissions(there.resolve("f2"))).hasSize(2);
      assertThat(Files.readSymbolicLink(onHost.resolve("l2"))).hasToString("f");
      assertThat(onHost.resolve("d2")).isDirectory();
      assertThat(onHost.resolve("d")).doesNotExist();
      assertThat(Files.isSameFile(inBox.resolve("f"), there.resolve("f"))).isFalse();
      assertThatThrownBy(
              () ->
                  Files.move(
                      inBox.resolve("f"), there.resolve("g"), StandardCopyOption.ATOMIC_MOVE))
          .isInstanceOf(AtomicMoveNotSupportedException.class);
    }
  }

  @Test
  void aMoveToAnotherDiskIsACopy() throws IOException {
    Path shm = Files.createTempDirectory(Path.of("/dev/shm"), "hutch");
    try {
      Path other = system.getPath(shm.toString(), "f");
      Path file = Files.writeString(inBox.resolve("f"), "text");
      assertThatThrownBy(() -> Files.move(file, other, StandardCopyOption.ATOMIC_MOVE))
          .isInstanceOf(AtomicMoveNotSupportedException.class);
      Files.move(file, other);
      assertThat(shm.resolve("f")).hasContent("text");
      assertThat(Files.exists(file)).isFalse();
      Files.delete(other);
    } finally {
      Files.delete(shm);
    }
  }

  @Test
  void whatIsNoFileIsNotCopied() {
    Path fifo = fifo();
    assertThatThrownBy(() -> Files.copy(fifo, inBox.resolve("copy")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("FIFO");
  }

  @Test
  void aCircleOfLinksIsSeen() throws IOException {
    Files.createDirectory(inBox.resolve("d"));
    Files.createSymbolicLink(inBox.resolve("d/up"), inBox);
    try (Stream<Path> files = Files.walk(inBox, FileVisitOption.FOLLOW_LINKS)) {
      assertThatThrownBy(files::count)
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(FileSystemLoopException.class);
    }
  }

  private void atMost(int programs) {
    await().atMost(PATIENCE).until(() -> agent.programs() <= programs);
  }

  private static long interruptedSize(Path path) throws IOException {
    Thread.currentThread().interrupt();
    return Files.size(path);
  }
}
