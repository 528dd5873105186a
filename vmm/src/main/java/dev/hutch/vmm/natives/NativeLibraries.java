package dev.hutch.vmm.natives;

import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.cache.Seal;
import dev.hutch.vmm.cache.Sha256;
import dev.hutch.vmm.natives.NativeLibrary.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the native libraries, in this order: named by an option, named by the environment,
 * installed on the system and good enough, in the home's cache, and at last fetched into it.
 */
public final class NativeLibraries {
  private final Path directory;
  private final Map<String, String> environment;
  private final SystemLibraries system;
  private final Consumer<String> progress;

  /**
   * A finder for one home.
   *
   * @param cache the home's cache directory; made when first needed
   * @param environment the environment to look into, normally {@link System#getenv()}
   * @param progress gets a line for each step that takes long, and for each library passed over
   */
  public NativeLibraries(Path cache, Map<String, String> environment, Consumer<String> progress) {
    this(
        cache,
        environment,
        SystemLibraries.of(environment.getOrDefault("LD_LIBRARY_PATH", "")),
        progress);
  }

  NativeLibraries(
      Path cache,
      Map<String, String> environment,
      SystemLibraries system,
      Consumer<String> progress) {
    this.directory = cache.resolve("natives");
    this.environment = Map.copyOf(environment);
    this.system = system;
    this.progress = progress;
  }

  /**
   * The library to use, fetched if there is none; that takes as long as the download, otherwise
   * milliseconds. Blocks; an interrupt ends the download.
   *
   * @param kind which one
   * @param option a path that the caller asks for; nothing else is tried then
   * @return a library that has every function needed
   * @throws PreparationException if the one named lacks a function or is no library, what it needs
   *     is not installed, or none is found and it cannot be fetched
   */
  public NativeLibrary require(NativeKind kind, Optional<Path> option) {
    return find(kind, option).orElseGet(() -> fetch(kind));
  }

  /**
   * The library that {@link #require} would give without fetching.
   *
   * @param kind which one
   * @param option a path that the caller asks for; nothing else is tried then
   * @return the library, empty if it would have to be fetched
   * @throws PreparationException if the one named lacks a function or is no library, or what it
   *     needs is not installed
   */
  public Optional<NativeLibrary> find(NativeKind kind, Optional<Path> option) {
    if (option.isPresent()) {
      return Optional.of(named(kind, option.get(), Origin.OPTION, "the option"));
    }
    String variable = environment.getOrDefault(kind.variable(), "");
    if (!variable.isEmpty()) {
      return Optional.of(named(kind, Path.of(variable), Origin.ENVIRONMENT, kind.variable()));
    }
    for (Path path : system.all(kind.soname())) {
      Optional<String> fault = fault(kind, path);
      if (fault.isEmpty()) {
        return Optional.of(library(kind, path, Origin.SYSTEM));
      }
      progress.accept("not using " + path + ": " + fault.get());
    }
    return cached(kind);
  }

  private NativeLibrary named(NativeKind kind, Path path, Origin origin, String by) {
    Optional<String> fault = fault(kind, path);
    if (fault.isPresent()) {
      throw new PreparationException(
          path
              + " (named by "
              + by
              + ") cannot be used: "
              + fault.get()
              + "; name a "
              + kind.needed()
              + ", or none to have one found");
    }
    return library(kind, path.toAbsolutePath(), origin);
  }

  private Optional<NativeLibrary> cached(NativeKind kind) {
    NpmLibrary npm = NpmLibrary.of(kind);
    Path path = path(kind, npm);
    try {
      if (!Files.exists(path)) {
        return Optional.empty();
      }
      Seal seal = new Seal(path);
      if (!seal.holds()) {
        // Hashed again only after the file was touched: 19 MB would cost each command 0.1 s.
        if (!Sha256.of(path).equals(npm.sha256())) {
          progress.accept(path + " is corrupt and will be fetched again");
          return Optional.empty();
        }
        seal.set();
      }
    } catch (IOException e) {
      throw new PreparationException("cannot read " + path + ": " + e, e);
    }
    return Optional.of(library(kind, path, Origin.CACHE));
  }

  private NativeLibrary fetch(NativeKind kind) {
    NpmLibrary npm = NpmLibrary.of(kind);
    Path path = path(kind, npm);
    npm.fetch(path, environment, progress);
    return cached(kind)
        .orElseThrow(() -> new PreparationException(path + " was corrupted after it was fetched"));
  }

  private Path path(NativeKind kind, NpmLibrary npm) {
    return directory.resolve(npm.sha256()).resolve(kind.soname()).toAbsolutePath();
  }

  private NativeLibrary library(NativeKind kind, Path path, Origin origin) {
    requireDependencies(path);
    String licence =
        origin == Origin.CACHE
            ? NpmLibrary.of(kind).licence()
            : "as its installer states; upstream: " + NpmLibrary.of(kind).licence();
    return new NativeLibrary(kind, path, origin, licence);
  }

  private void requireDependencies(Path path) {
    try {
      for (String soname : ElfLibrary.read(path).needed()) {
        if (system.first(soname).isEmpty()) {
          String install =
              soname.equals("libcap-ng.so.0")
                  ? "; install it with: apt-get install libcap-ng0"
                  : "";
          throw new PreparationException(
              path + " needs " + soname + ", which is not installed" + install);
        }
      }
    } catch (IOException e) {
      throw new PreparationException("cannot read " + path + ": " + e, e);
    }
  }

  /** Why this file will not do; empty if it will. */
  private static Optional<String> fault(NativeKind kind, Path path) {
    try {
      ElfLibrary library = ElfLibrary.read(path);
      List<String> missing = new ArrayList<>(kind.symbols());
      missing.removeAll(library.functions());
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of("it lacks " + String.join(", ", missing) + " of " + kind.needed());
    } catch (NoSuchFileException e) {
      return Optional.of("there is no such file");
    } catch (IOException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }
}
