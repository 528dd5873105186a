package dev.hutch.it.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test that leaves something of Hutch behind, and a class that does. It only looks: what it
 * finds stays where it is.
 */
public final class LeakGuard
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(LeakGuard.class);

  /** An end of a connection that the other side has just given up is noticed a moment later. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public void beforeAll(ExtensionContext context) {
    HomeTurn.take();
    look(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    look(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    compare(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    compare(context);
  }

  /** Asserts that nothing is left that was not there before. */
  public static void assertNothingSince(Snapshot before) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .untilAsserted(() -> assertThat(Snapshot.take().since(before)).as("left behind").isEmpty());
  }

  private static void look(ExtensionContext context) {
    context.getStore(NAMESPACE).put(context.getUniqueId(), Snapshot.take());
  }

  private static void compare(ExtensionContext context) {
    assertNothingSince(
        Objects.requireNonNull(
            context.getStore(NAMESPACE).get(context.getUniqueId(), Snapshot.class)));
  }
}
