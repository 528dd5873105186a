package dev.hutch.vmm.kernel;

import dev.hutch.bindings.krunfw.KrunfwKernel;
import dev.hutch.bindings.krunfw.KrunfwLibrary;
import dev.hutch.vmm.cache.FileIdentity;
import dev.hutch.vmm.cache.Memo;
import dev.hutch.vmm.cache.PartialFile;
import dev.hutch.vmm.cache.PreparationException;
import dev.hutch.vmm.cache.Seal;
import dev.hutch.vmm.cache.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The guest kernel as a file that both engines boot. Runs in the calling process. */
public final class KernelImage {
  private final Path directory;

  /**
   * Kernels kept in {@code cache/kernel}.
   *
   * @param cache the home's cache directory; made when first needed
   */
  public KernelImage(Path cache) {
    this.directory = cache.resolve("kernel");
  }

  /**
   * The kernel of a libkrunfw. The first time the library is loaded into this process, for good,
   * and its kernel written out, which takes some tenths of a second; afterwards the file is found
   * without loading or reading anything.
   *
   * @param libkrunfw the library
   * @return an ELF file for {@code -kernel} of QEMU and {@code krun_set_kernel} (format ELF), named
   *     by the SHA-256 of the kernel in it
   * @throws PreparationException if the library or the cache cannot be read or written
   * @throws dev.hutch.bindings.library.LibraryLoadException if the library cannot be loaded
   */
  public Path elf(Path libkrunfw) {
    try {
      String identity = new Sha256().text(KernelElf.FORMAT).text(FileIdentity.of(libkrunfw)).hex();
      Memo memo = new Memo(directory);
      Optional<Path> known = memo.recall(identity).map(this::file);
      if (known.isPresent() && new Seal(known.get()).holds()) {
        return known.get();
      }
      KrunfwKernel kernel = kernel(libkrunfw);
      String hash = hash(kernel);
      write(kernel, file(hash));
      memo.note(identity, hash);
      return file(hash);
    } catch (IOException e) {
      throw new PreparationException("cannot take the kernel out of " + libkrunfw + ": " + e, e);
    }
  }

  private Path file(String hash) {
    return directory.resolve(hash + ".elf").toAbsolutePath();
  }

  private static void write(KrunfwKernel kernel, Path target) {
    try (PartialFile file = PartialFile.of(target)) {
      KernelElf.write(kernel, file.path());
      file.install();
      new Seal(target).set();
    } catch (IOException e) {
      throw PreparationException.writing(target, e);
    }
  }

  private static KrunfwKernel kernel(Path libkrunfw) {
    return KrunfwLibrary.load(libkrunfw.toAbsolutePath()).getKernel();
  }

  private static String hash(KrunfwKernel kernel) {
    return new Sha256()
        .text(KernelElf.FORMAT + kernel.loadAddress() + "," + kernel.entryAddress())
        .bytes(kernel.image().asByteBuffer())
        .hex();
  }
}
