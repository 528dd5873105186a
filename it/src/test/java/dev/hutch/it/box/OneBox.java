package dev.hutch.it.box;

import dev.hutch.Box;
import dev.hutch.Hutch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one box for all tests of a class, which ask for it as a parameter. */
public final class OneBox implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private @Nullable Hutch hutch;
  private @Nullable Box box;

  @Override
  public void beforeAll(ExtensionContext context) {
    hutch = Boxes.open(0);
    box = hutch.start(Boxes.small());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Objects.requireNonNull(hutch).close();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Box.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(box);
  }
}
