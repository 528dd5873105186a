package dev.hutch.bindings.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.bindings.ffm.DynamicLibrary;
import dev.hutch.bindings.ffm.NativeFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

// In a thread of its own: native calls do not react to the interrupt of a time-out.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class PollTest {
  @Test
  void tellsWhichOfManyDescriptorsIsReady() {
    List<EventFd> counters = new ArrayList<>();
    Poll poll = new Poll();
    try {
      for (int i = 0; i < 100; i++) {
        counters.add(EventFd.create());
        assertThat(poll.add(counters.get(i).fd(), Poll.IN)).isEqualTo(i);
      }
      counters.get(77).signal();

      assertThat(poll.poll(-1)).isEqualTo(1);
      assertThat(poll.revents(77)).isEqualTo(Poll.IN);
      assertThat(poll.revents(76)).isZero();
    } finally {
      counters.forEach(EventFd::close);
    }
  }

  @Test
  void asksOnlyForTheEventsSet() {
    try (SocketPair pair = SocketPair.stream()) {
      Poll poll = new Poll();
      int index = poll.add(pair.left(), Poll.IN | Poll.OUT);
      assertThat(poll.poll(0)).isEqualTo(1);
      assertThat(poll.revents(index)).isEqualTo(Poll.OUT);

      poll.setEvents(index, 0);
      assertThat(poll.poll(0)).isZero();

      pair.right().close();
      assertThat(poll.poll(0)).isEqualTo(1);
      assertThat(poll.revents(index) & Poll.HUP).isNotZero();

      poll.clear();
      assertThat(poll.size()).isZero();
      assertThatThrownBy(() -> poll.revents(index)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void waitsTheWholeTimeThoughSignalsInterruptIt() throws Exception {
    // Any handler that does nothing will do; without one the signal would end the process.
    NativeFunction signal = NativeFunction.ofPointer("signal");
    long handler = DynamicLibrary.open("libc.so.6").addressOf("getpid");
    long before = signal.call(Signal.SIGALRM, handler);
    SynchronousQueue<Long> thread = new SynchronousQueue<>();
    try (ExecutorService executor = Executors.newSingleThreadExecutor();
        Pipe pipe = Pipe.create()) {
      Future<Long> waited =
          executor.submit(
              () -> {
                thread.put(NativeFunction.ofPointer("pthread_self").call());
                long start = MonotonicClock.nanos();
                assertThat(Poll.waitReadable(pipe.reader(), Duration.ofMillis(200))).isFalse();
                return MonotonicClock.nanos() - start;
              });
      long target = thread.take();
      NativeFunction kill = NativeFunction.ofCode("pthread_kill");
      // The thread stays in its pool, so there is somebody to signal until the wait is over.
      while (!waited.isDone()) {
        assertThat(kill.call(target, Signal.SIGALRM)).isZero();
        assertThat(Poll.waitReadable(pipe.reader(), Duration.ofMillis(5))).isFalse();
      }
      assertThat(waited.get()).isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
    } finally {
      signal.call(Signal.SIGALRM, before);
    }
  }

  @Test
  void countsSignalsUntilTheyAreDrained() {
    try (EventFd counter = EventFd.create()) {
      assertThat(counter.drain()).isZero();
      counter.signal();
      counter.signal();
      assertThat(Poll.waitReadable(counter.fd(), Duration.ZERO)).isTrue();
      assertThat(counter.drain()).isEqualTo(2);
      assertThat(Poll.waitReadable(counter.fd(), Duration.ZERO)).isFalse();
    }
  }
}
