package dev.hutch.jailer.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.OpenFlags;
import dev.hutch.jailer.BoxLockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxLockTest {
  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("lock");
  }

  @Test
  void isHeldFromAcquireToClose() {
    assertThat(BoxLock.isHeld(path)).isFalse();
    try (BoxLock lock = BoxLock.acquire(path)) {
      assertThat(lock.path()).isEqualTo(path);
      assertThat(BoxLock.isHeld(path)).isTrue();
      assertThat(BoxLock.tryAcquire(path)).isEmpty();
    }
    assertThat(BoxLock.isHeld(path)).isFalse();
  }

  @Test
  void aSecondOwnerIsToldWhichLock() {
    try (BoxLock first = BoxLock.acquire(path)) {
      assertThatThrownBy(() -> BoxLock.acquire(path))
          .isInstanceOf(BoxLockedException.class)
          .hasMessageContaining(first.path().toString());
    }
  }

  @Test
  void isHeldAsLongAsAnyCopyOfTheDescriptorIs() {
    try (Fd copy = copyOfAClosedLock()) {
      assertThat(copy.isOpen()).isTrue();
      assertThat(BoxLock.isHeld(path)).isTrue();
    }
    assertThat(BoxLock.isHeld(path)).isFalse();
  }

  @Test
  void onlyItsOwnerMayReadTheFile() throws Exception {
    BoxLock.acquire(path).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void neverFollowsALink() throws Exception {
    Files.createSymbolicLink(path, Files.createFile(directory.resolve("elsewhere")));

    assertThatThrownBy(() -> BoxLock.tryAcquire(path)).hasMessageContaining("ELOOP");
  }

  @Test
  void aLockOnADeletedFileIsNotTheLock() throws Exception {
    try (BoxLock removal = BoxLock.acquire(path)) {
      Files.delete(removal.path());
      try (BoxLock fresh = BoxLock.acquire(path)) {
        assertThat(fresh.path()).exists();
        assertThat(BoxLock.isHeld(path)).isTrue();
      }
    }
  }

  @Test
  void aFileThatWasDeletedOrReplacedSinceItWasOpenedGivesNoLock() throws Exception {
    Fd opened = Fd.open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0600);
    Files.delete(path);
    assertThat(BoxLock.take(path, opened)).isEmpty();

    Fd replaced = Fd.open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0600);
    Files.delete(path);
    Files.createFile(path);
    assertThat(BoxLock.take(path, replaced)).isEmpty();
    assertThat(List.of(opened.isOpen(), replaced.isOpen())).containsOnly(false);
    BoxLock.acquire(path).close();
  }

  @Test
  void aLockTakenWhileOthersRemoveTheFileIsTheOneThatOthersSee() throws Exception {
    AtomicInteger owners = new AtomicInteger();
    List<Callable<Integer>> removers = Collections.nCopies(4, () -> removeAgainAndAgain(owners));
    try (ExecutorService pool = Executors.newFixedThreadPool(removers.size())) {
      for (Future<Integer> most : pool.invokeAll(removers)) {
        assertThat(most.get()).as("owners at once").isOne();
      }
    }
  }

  /** Takes the lock and, owning the box, deletes its file; returns how many did so at once. */
  private int removeAgainAndAgain(AtomicInteger owners) throws IOException {
    int most = 0;
    for (int done = 0; done < 2000; ) {
      Optional<BoxLock> acquired = BoxLock.tryAcquire(path);
      if (acquired.isPresent()) {
        done++;
        try (BoxLock lock = acquired.get()) {
          most = Math.max(most, owners.incrementAndGet());
          Thread.onSpinWait();
          owners.decrementAndGet();
          Files.deleteIfExists(lock.path());
        }
      }
    }
    return most;
  }

  @Test
  void looksDoNotKeepAnOwnerOut() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch looking = new CountDownLatch(1);
    Thread looker =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    BoxLock.isHeld(path);
                    looking.countDown();
                  }
                });
    looking.await();
    try {
      for (int i = 0; i < 5000; i++) {
        BoxLock.acquire(path).close();
      }
    } finally {
      done.set(true);
      looker.join();
    }
  }

  @Test
  void ofManyWhoTryAtOnceOneGetsIt() throws Exception {
    AtomicInteger owners = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Callable<Optional<BoxLock>>> tries = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        tries.add(() -> BoxLock.tryAcquire(path));
      }
      List<BoxLock> got = new ArrayList<>();
      for (Future<Optional<BoxLock>> result : pool.invokeAll(tries)) {
        result.get().ifPresent(got::add);
      }
      owners.addAndGet(got.size());
      got.forEach(BoxLock::close);
    }
    assertThat(owners).hasValue(1);
  }

  private Fd copyOfAClosedLock() {
    try (BoxLock lock = BoxLock.acquire(path)) {
      return lock.fd().dup();
    }
  }
}
