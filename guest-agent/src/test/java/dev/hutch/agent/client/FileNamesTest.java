package dev.hutch.agent.client;

import static dev.hutch.agent.client.FileSession.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.agent.files.FileRequest;
import dev.hutch.agent.files.GuestAttributes;
import dev.hutch.agent.files.GuestSpace;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the program files does to paths, seen by the JDK on the same disk. */
@Timeout(60)
class FileNamesTest {
  @TempDir private Path directory;
  private Path base;
  private FileSession files;

  @BeforeEach
  void start() throws IOException {
    base = Files.createDirectory(directory.resolve("base"));
    files = FileSession.start(directory, base.toString());
  }

  @AfterEach
  void end() throws IOException {
    files.close();
  }

  @Test
  void tellAttributesAsTheKernelHasThem() throws IOException {
    Path file = Files.writeString(base.resolve("file"), "12345");
    Files.createLink(base.resolve("other"), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

    GuestAttributes told = files.done(FileRequest.stat(bytes(file), true)).attributes();

    Map<String, Object> real = Files.readAttributes(file, "unix:*");
    assertThat(told.isRegularFile()).isTrue();
    assertThat(told.mode()).isEqualTo(real.get("mode"));
    assertThat(told.permissions()).isEqualTo(0751);
    assertThat(told.links()).isEqualTo(real.get("nlink")).isEqualTo(2);
    assertThat(told.user()).isEqualTo(real.get("uid"));
    assertThat(told.group()).isEqualTo(real.get("gid"));
    assertThat(told.device()).isEqualTo(real.get("dev"));
    assertThat(told.inode()).isEqualTo(real.get("ino"));
    assertThat(told.size()).isEqualTo(5);
    assertThat(FileTime.from(told.modification())).isEqualTo(real.get("lastModifiedTime"));
    assertThat(FileTime.from(told.access())).isEqualTo(real.get("lastAccessTime"));
    assertThat(FileTime.from(told.change())).isEqualTo(real.get("ctime"));
    assertThat(FileTime.from(told.birth())).isEqualTo(real.get("creationTime"));
  }

  @Test
  void tellADevice() throws IOException {
    GuestAttributes told = files.done(FileRequest.stat(bytes("/dev/null"), true)).attributes();

    assertThat(told.specialDevice())
        .isEqualTo(Files.getAttribute(Path.of("/dev/null"), "unix:rdev"))
        .isEqualTo(0x103);
  }

  @Test
  void followASymbolicLinkOrNot() throws IOException {
    Path file = Files.writeString(base.resolve("file"), "");
    Path link = base.resolve("link");
    files.done(FileRequest.symbolicLink(bytes("file"), bytes(link))).nothing();

    assertThat(Files.readSymbolicLink(link)).hasToString("file");
    assertThat(files.done(FileRequest.readLink(bytes(link))).bytes()).asString().isEqualTo("file");
    byte[] follow = FileRequest.stat(bytes(link), true);
    byte[] itself = FileRequest.stat(bytes(link), false);
    assertThat(files.done(follow).attributes().isRegularFile()).isTrue();
    assertThat(files.done(itself).attributes().isSymbolicLink()).isTrue();
    assertThat(files.done(FileRequest.realPath(bytes(base + "/././link"))).bytes())
        .isEqualTo(bytes(file.toRealPath()));
    assertThat(files.refused(FileRequest.readLink(bytes(file)))).isEqualTo(FileSession.EINVAL);
    Files.createSymbolicLink(base.resolve("loop"), Path.of("loop"));
    assertThat(files.refused(FileRequest.stat(bytes("loop"), true))).isEqualTo(FileSession.ELOOP);
  }

  @Test
  void relativeToTheWorkingDirectoryOfTheCommand() throws IOException {
    Files.writeString(base.resolve("here"), "");

    files.done(FileRequest.stat(bytes("here"), true));
    assertThat(files.done(FileRequest.realPath(bytes("."))).bytes())
        .isEqualTo(bytes(base.toRealPath()));
  }

  @Test
  void withAnyBytesButNul() throws IOException {
    byte[] name = {'a', (byte) 0xff, '\n', (byte) 0xc3, 1};

    files.done(FileRequest.makeDirectory(name, 0777));

    assertThat(files.done(FileRequest.stat(name, false)).attributes().isDirectory()).isTrue();
    files.done(FileRequest.remove(name));
  }

  @Test
  void thatAreNoneAreRefusedByTheKernel() throws IOException {
    String component = "x".repeat(255) + "/";
    byte[] longest = bytes(component.repeat(16).substring(0, 4095));
    byte[] tooLong = bytes(component.repeat(200));

    assertThat(files.refused(FileRequest.stat(bytes(""), true))).isEqualTo(FileSession.ENOENT);
    assertThat(files.refused(FileRequest.stat(longest, true))).isEqualTo(FileSession.ENOENT);
    assertThat(files.refused(FileRequest.stat(tooLong, true))).isEqualTo(FileSession.ENAMETOOLONG);
    assertThat(files.refused(FileRequest.symbolicLink(tooLong, bytes("link"))))
        .isEqualTo(FileSession.ENAMETOOLONG);
  }

  @Test
  void areMadeWithTheModeAskedForWhateverTheUmask() throws IOException {
    files.done(FileRequest.makeDirectory(bytes("d"), 0777)).nothing();
    files.done(FileRequest.makeDirectory(bytes("e"), 0710));

    assertThat(permissions("d")).isEqualTo("rwxrwxrwx");
    assertThat(permissions("e")).isEqualTo("rwx--x---");
    assertThat(files.refused(FileRequest.makeDirectory(bytes("d"), 0777)))
        .isEqualTo(FileSession.EEXIST);
    files.done(FileRequest.changeMode(bytes("d"), 0501)).nothing();
    assertThat(permissions("d")).isEqualTo("r-x-----x");
  }

  @Test
  void areRemovedButNoDirectoryThatHoldsSomething() throws IOException {
    Path full = Files.createDirectory(base.resolve("full"));
    Path inside = Files.createSymbolicLink(full.resolve("link"), full);

    assertThat(files.refused(FileRequest.remove(bytes(full)))).isEqualTo(FileSession.ENOTEMPTY);
    files.done(FileRequest.remove(bytes(inside))).nothing();
    assertThat(full).exists();
    files.done(FileRequest.remove(bytes(full)));
    assertThat(full).doesNotExist();
    assertThat(files.refused(FileRequest.remove(bytes(full)))).isEqualTo(FileSession.ENOENT);
  }

  @Test
  void areRenamedOverOthersOnlyWhereThatIsAskedFor() throws IOException {
    Path from = Files.writeString(base.resolve("from"), "new");
    Path to = Files.writeString(base.resolve("to"), "old");

    assertThat(files.refused(FileRequest.rename(bytes(from), bytes(to), false)))
        .isEqualTo(FileSession.EEXIST);
    assertThat(to).hasContent("old");
    files.done(FileRequest.rename(bytes(from), bytes(to), true)).nothing();
    assertThat(to).hasContent("new");
    assertThat(from).doesNotExist();
    files.done(FileRequest.rename(bytes(to), bytes(from), false));
    assertThat(from).hasContent("new");
  }

  @Test
  void areLinkedWithoutFollowing() throws IOException {
    Files.createSymbolicLink(base.resolve("dangling"), Path.of("nowhere"));

    files.done(FileRequest.link(bytes("dangling"), bytes("second"))).nothing();

    assertThat(Files.readSymbolicLink(base.resolve("second"))).hasToString("nowhere");
    assertThat(Files.getAttribute(base.resolve("second"), "unix:nlink", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(2);
  }

  @Test
  void getTheTimesAskedForToTheNanosecond() throws IOException {
    Path file = Files.writeString(base.resolve("file"), "");
    Instant access = Instant.parse("1969-12-31T23:59:58.123456789Z");
    Instant modification = Instant.parse("2040-02-29T01:02:03.000000001Z");

    files.done(FileRequest.changeTimes(bytes(file), access, modification, true)).nothing();
    GuestAttributes both = files.done(FileRequest.stat(bytes(file), true)).attributes();
    files.done(FileRequest.changeTimes(bytes(file), null, Instant.EPOCH, true));
    GuestAttributes one = files.done(FileRequest.stat(bytes(file), true)).attributes();

    assertThat(both.access()).isEqualTo(access);
    assertThat(both.modification()).isEqualTo(modification);
    assertThat(one.access()).isEqualTo(access);
    assertThat(one.modification()).isEqualTo(Instant.EPOCH);
    byte[] nowOfTheKernel = FileRequest.changeTimes(bytes(file), access, null, true);
    nowOfTheKernel[16] = nowOfTheKernel[17] = nowOfTheKernel[18] = (byte) 0xff;
    nowOfTheKernel[19] = 0x3f;
    assertThat(files.refused(nowOfTheKernel)).isEqualTo(FileSession.EINVAL);
  }

  @Test
  void ofASymbolicLinkGetTimesAndAnOwnerOfTheirOwn() throws IOException {
    Path link = Files.createSymbolicLink(base.resolve("dangling"), Path.of("nowhere"));

    files.done(FileRequest.changeTimes(bytes(link), null, Instant.EPOCH, false));
    files.done(
        FileRequest.changeOwner(bytes(link), FileRequest.LEAVE_ID, RealAgent.groupId(), false));

    assertThat(Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toInstant())
        .isEqualTo(Instant.EPOCH);
    assertThat(
            files.refused(
                FileRequest.changeOwner(
                    bytes(link), RealAgent.userId(), RealAgent.groupId(), true)))
        .isEqualTo(FileSession.ENOENT);
  }

  @Test
  void canBeAskedForWhatOneMayDo() throws IOException {
    Path file = Files.writeString(base.resolve("file"), "");

    files.done(FileRequest.access(bytes(file), 0)).nothing();
    files.done(FileRequest.access(bytes(file), 6));
    assertThat(files.refused(FileRequest.access(bytes(file), 1))).isEqualTo(FileSession.EACCES);
    assertThat(files.refused(FileRequest.access(bytes("missing"), 0)))
        .isEqualTo(FileSession.ENOENT);
  }

  @Test
  void tellTheSpaceOfTheirFileSystem() throws IOException {
    GuestSpace space = files.done(FileRequest.space(bytes(base))).space();

    FileStore store = Files.getFileStore(base);
    assertThat(space.blocks() * space.blockBytes()).isEqualTo(store.getTotalSpace());
    assertThat(space.available()).isBetween(1L, space.free());
    assertThat(space.blockBytes()).isEqualTo(store.getBlockSize());
    assertThat(space.isReadOnly()).isFalse();
    assertThat(files.done(FileRequest.space(bytes("/proc"))).space().type()).isEqualTo(0x9fa0);
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve(name)));
  }
}
