package dev.hutch.vmm.host;

import dev.hutch.vmm.cache.PartialDirectory;
import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.cache.Program;
import dev.hutch.vmm.natives.NativeKind;
import dev.hutch.vmm.natives.NativeLibraries;
import dev.hutch.vmm.natives.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks at everything on this host that a box needs. */
public final class HostProbe {
  /** {@code sun_path} of {@code sockaddr_un} without its final NUL. */
  private static final int LONGEST_SOCKET_PATH = 107;

  private static final long ENOUGH_MEMORY_MIB = 512;

  private final Path home;
  private final Map<String, String> environment;
  private final int idLength;
  private final Map<NativeKind, Path> named;

  /**
   * A probe for one home and the libraries that are found without naming one.
   *
   * @param home the home that boxes would be in; need not exist
   * @param environment the environment to look into, normally {@link System#getenv()}
   * @param idLength how long the box ids are that the home will hold
   */
  public HostProbe(Path home, Map<String, String> environment, int idLength) {
    this(home, environment, idLength, Map.of());
  }

  /**
   * A probe for one home.
   *
   * @param home the home that boxes would be in; need not exist
   * @param environment the environment to look into, normally {@link System#getenv()}
   * @param idLength how long the box ids are that the home will hold
   * @param named libraries that the caller asks for, instead of any that would be found
   */
  public HostProbe(
      Path home, Map<String, String> environment, int idLength, Map<NativeKind, Path> named) {
    this.home = home.toAbsolutePath();
    this.idLength = idLength;
    this.environment = Map.copyOf(environment);
    this.named = Map.copyOf(named);
  }

  /**
   * Makes every check. Takes about a tenth of a second; fetches nothing and leaves nothing.
   *
   * @param kvm what asking KVM gave: without it QEMU is needed, with it not
   * @return KVM's checks and the others, in a fixed order
   */
  public List<Check> checks(KvmReport kvm) {
    List<Check> checks = new ArrayList<>(kvm.checks());
    checks.add(program("qemu", "qemu-system-x86_64", "qemu-system-x86", !kvm.usable()));
    checks.add(jail());
    checks.add(ControlGroups.check());
    checks.add(program("mke2fs", "mke2fs", "e2fsprogs", true));
    checks.add(program("mkfs.erofs", "mkfs.erofs", "erofs-utils", true));
    checks.add(program("busybox", "busybox", "busybox-static", true));
    checks.add(library(NativeKind.LIBKRUN, kvm.usable()));
    checks.add(library(NativeKind.LIBKRUNFW, true));
    checks.add(memory());
    checks.add(writable());
    checks.add(length());
    return checks;
  }

  private Check program(String check, String name, String debianPackage, boolean needed) {
    String install = "install it with: apt-get install " + debianPackage;
    return Program.find(name, environment)
        .map(program -> Check.ok(check, program.path().toString()))
        .orElseGet(
            () ->
                needed
                    ? Check.failed(check, name + " was not found in PATH", install)
                    : Check.warning(check, name + " was not found in PATH", install));
  }

  private Check jail() {
    Optional<Program> bwrap = Program.find("bwrap", environment);
    if (bwrap.isEmpty()) {
      return program("bwrap", "bwrap", "bubblewrap", true);
    }
    try (PartialDirectory work =
        PartialDirectory.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      List<String> jail =
          List.of(
              "--unshare-all",
              "--unshare-user",
              "--ro-bind",
              "/",
              "/",
              "--proc",
              "/proc",
              "--",
              "/bin/true");
      bwrap.get().run(jail, environment, work.path(), Duration.ofSeconds(10));
      return Check.ok("bwrap", bwrap.get().path() + " makes all namespaces");
    } catch (PreparationException e) {
      return Check.failed(
          "bwrap",
          String.valueOf(e.getMessage()),
          "allow user namespaces: sysctl user.max_user_namespaces=10000, and where they exist"
              + " kernel.unprivileged_userns_clone=1 and"
              + " kernel.apparmor_restrict_unprivileged_userns=0");
    }
  }

  private Check library(NativeKind kind, boolean needed) {
    String check = kind.soname().replaceAll("\\.so.*", "");
    try {
      Optional<NativeLibrary> found =
          new NativeLibraries(home.resolve("cache"), environment, line -> {})
              .find(kind, Optional.ofNullable(named.get(kind)));
      if (found.isPresent()) {
        String origin = found.get().origin().name().toLowerCase(Locale.ROOT);
        return Check.ok(check, found.get().path() + " (" + origin + ")");
      }
    } catch (PreparationException e) {
      String message = String.valueOf(e.getMessage());
      String remedy = "name another, or none to have one found";
      return needed || named.containsKey(kind)
          ? Check.failed(check, message, remedy)
          : Check.warning(check, message, remedy);
    }
    if (Program.find("npm", environment).isPresent()) {
      return Check.ok(check, "not here yet: it is fetched with npm when first needed");
    }
    String remedy =
        "install npm to have it fetched: apt-get install npm; or name one in " + kind.variable();
    return needed
        ? Check.failed(check, "not found, and neither is npm", remedy)
        : Check.warning(check, "not found, and neither is npm", remedy);
  }

  private static Check memory() {
    long mib = MemoryInfo.availableMib();
    String detail = mib + " MiB available";
    return mib >= ENOUGH_MEMORY_MIB
        ? Check.ok("memory", detail)
        : Check.warning("memory", detail, "end something, or give boxes less memory");
  }

  private Check writable() {
    Path existing = home;
    while (!Files.exists(existing)) {
      Path parent = existing.getParent();
      if (parent == null) {
        break;
      }
      existing = parent;
    }
    try {
      PartialDirectory.in(existing).close();
      return Check.ok("home", home + " can be written");
    } catch (PreparationException e) {
      return Check.failed(
          "home", String.valueOf(e.getMessage()), "name another with --home or HUTCH_HOME");
    }
  }

  private Check length() {
    Path socket = home.resolve("boxes").resolve("x".repeat(idLength)).resolve("agent.sock");
    int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    int spare = LONGEST_SOCKET_PATH - bytes;
    return spare >= 0
        ? Check.ok("home-length", "socket paths in it fit")
        : Check.failed(
            "home-length",
            home + " is " + -spare + " bytes too long for the path of a socket in it",
            "name a shorter one with --home or HUTCH_HOME");
  }
}
