package dev.hutch.it.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Marks a test class of the lab tier. It runs everywhere, and fails where the lab cannot be built,
 * unless it was switched off by name.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabTier.Switch.class)
public @interface LabTier {
  /** The sentence every message about a lab that cannot run ends with. */
  String HOW_TO_SWITCH_OFF = "-Dhutch.tests.lab=off runs everything but the lab tier";

  /** Says aloud that the tier was switched off. */
  final class Switch implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (!"off".equals(System.getProperty("hutch.tests.lab"))) {
        return ConditionEvaluationResult.enabled("the lab tier is on");
      }
      String reason =
          context.getDisplayName() + ": not run, the lab tier is off (-Dhutch.tests.lab=off)";
      System.err.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
