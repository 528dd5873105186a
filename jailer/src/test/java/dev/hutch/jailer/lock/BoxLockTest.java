package dev.hutch.jailer.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.posix.Fd;
import dev.hutch.jailer.BoxLockedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  void whatIsAcquiredWhileAnotherRemovesTheFileIsTheLockThatOthersSee() throws Exception {
    try (ExecutorService remover = Executors.newFixedThreadPool(1)) {
      Future<?> removal = remover.submit(() -> removeAgainAndAgain(2000));
      while (!removal.isDone()) {
        Optional<BoxLock> acquired = BoxLock.tryAcquire(path);
        if (acquired.isPresent()) {
          try (BoxLock lock = acquired.get()) {
            assertThat(BoxLock.isHeld(path)).as("held, seen by its path").isTrue();
            assertThat(lock.path()).exists();
          }
        }
      }
      assertThat(removal.get()).isNull();
    }
  }

  private void removeAgainAndAgain(int times) {
    for (int i = 0; i < times; i++) {
      Optional<BoxLock> acquired = BoxLock.tryAcquire(path);
      if (acquired.isPresent()) {
        try (BoxLock lock = acquired.get()) {
          Files.delete(lock.path());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Test
  void looksDoNotKeepAnOwnerOut() throws Exception {
    List<Callable<Boolean>> looks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      looks.add(() -> BoxLock.isHeld(path));
    }
    try (ExecutorService lookers = Executors.newFixedThreadPool(1)) {
      List<Future<Boolean>> results = looks.stream().map(lookers::submit).toList();
      for (int i = 0; i < 500; i++) {
        BoxLock.acquire(path).close();
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isNotNull();
      }
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
