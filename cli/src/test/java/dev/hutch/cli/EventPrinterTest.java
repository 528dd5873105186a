package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventPrinterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  @Test
  void printsThePastFirstAndNothingTwice() {
    EventPrinter printer = new EventPrinter(event -> event.box() + " ", terminal(out), end);
    printer.happened(event("b"));
    printer.happened(event("c"));
    printer.past(List.of(event("a"), event("b")));
    printer.happened(event("d"));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a b c d ");
    assertThat(end).isNotDone();
  }

  @Test
  void endsWhenNobodyReadsAnyMore() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    EventPrinter printer = new EventPrinter(BoxEvent::box, terminal(closed), end);
    printer.past(List.of(event("a")));
    assertThat(end)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(UnwrittenException.class);
  }

  private static Terminal terminal(OutputStream to) {
    return new Terminal(
        InputStream.nullInputStream(), to, new PrintStream(OutputStream.nullOutputStream()));
  }

  private static BoxEvent event(String box) {
    return new BoxEvent(Instant.EPOCH, BoxEvent.Kind.STARTED, box, "", Duration.ZERO, "");
  }
}
