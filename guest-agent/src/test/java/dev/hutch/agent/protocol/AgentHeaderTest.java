package dev.hutch.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AgentHeaderTest {
  private static final Pattern DEFINE = Pattern.compile("#define (\\w+) (\\d+)\n");
  private static final Pattern ENUMERATOR = Pattern.compile("(\\w+) = (\\d+)[ ,]");

  @Test
  void agentAndJavaSpeakTheSameNumbers() throws IOException {
    Map<String, Integer> inC = numbersOfTheAgent();

    assertThat(inC).containsAllEntriesOf(constants(FrameType.class));
    assertThat(inC).containsAllEntriesOf(constants(Operation.class));
    assertThat(inC)
        .containsEntry("PROTOCOL_VERSION", Protocol.VERSION)
        .containsEntry("HEADER_BYTES", Protocol.HEADER_BYTES)
        .containsEntry("MAX_PAYLOAD", Protocol.MAX_PAYLOAD)
        .containsEntry("WINDOW", Protocol.WINDOW)
        .containsEntry("MAX_CHANNELS", Protocol.MAX_CHANNELS)
        .containsEntry("MAX_MESSAGE", Protocol.MAX_MESSAGE)
        .containsEntry("MAX_ARGUMENTS", Protocol.MAX_ARGUMENTS)
        .containsEntry("MAX_ENVIRONMENT", Protocol.MAX_ENVIRONMENT)
        .containsEntry("MAX_SIGNAL", Protocol.MAX_SIGNAL)
        .containsEntry("MAX_LIMITS", Protocol.MAX_LIMITS)
        .containsEntry("MAX_ENTROPY", Protocol.MAX_ENTROPY)
        .containsEntry("CLOCK_BYTES", Long.BYTES)
        .containsEntry("MAX_KEPT", Protocol.MAX_KEPT)
        .containsEntry("KEPT_BYTES", Protocol.KEPT_BYTES)
        .containsEntry("PROCESS_BYTES", GuestProcess.FIXED_BYTES)
        .containsEntry("MAX_COMMAND_LINE", GuestProcess.MAX_COMMAND_LINE)
        .containsEntry("KEPT_ENTRY_BYTES", KeptCommand.FIXED_BYTES)
        .containsEntry("KEPT_ANSWER_BYTES", Kept.BYTES)
        .containsEntry("STATS_BYTES", GuestStats.BYTES)
        .containsEntry("ATTACH_BYTES", AttachRequest.BYTES)
        .containsEntry("ATTACH_NO_STDIN", AttachRequest.FLAG_NO_STDIN)
        .containsEntry("ATTACH_NO_FOLLOW", AttachRequest.FLAG_NO_FOLLOW)
        .containsEntry("ATTACH_FORGET", AttachRequest.FLAG_FORGET)
        .containsEntry("ATTACH_HOLD", AttachRequest.FLAG_HOLD)
        .containsEntry("EXITED", Exit.EXITED)
        .containsEntry("SIGNALED", Exit.SIGNALED)
        .containsEntry("RUNNING", Exit.RUNNING)
        .containsEntry("LIMIT_BYTES", ResourceLimit.BYTES)
        .containsEntry("EXEC_NO_STDIN", ExecRequest.FLAG_NO_STDIN)
        .containsEntry("EXEC_MERGE_STDERR", ExecRequest.FLAG_MERGE_STDERR)
        .containsEntry("EXEC_TERMINAL", ExecOptions.FLAG_TERMINAL)
        .containsEntry("EXEC_USER", ExecOptions.FLAG_USER)
        .containsEntry("EXEC_LIMITS", ExecOptions.FLAG_LIMITS)
        .containsEntry("EXEC_KEEP", ExecOptions.FLAG_KEEP)
        .containsEntry("EXEC_BUILTIN", ExecOptions.FLAG_BUILTIN)
        .containsEntry("MAX_GRACE_MILLIS", Protocol.MAX_GRACE_MILLIS)
        .containsEntry("HELLO_BYTES", Hello.FIXED_BYTES)
        .containsEntry("WELCOME_BYTES", Welcome.FIXED_BYTES)
        .containsEntry("OPENED_BYTES", Opened.BYTES)
        .containsEntry("EXIT_BYTES", Exit.BYTES)
        .containsEntry("FAILED_BYTES", Failed.FIXED_BYTES)
        .containsEntry("STEP_PROGRAM", Failed.STEP_PROGRAM)
        .containsEntry("STEP_STREAM", Failed.STEP_STREAM)
        .containsEntry("STEP_CONNECT", Failed.STEP_CONNECT);
  }

  private static Map<String, Integer> numbersOfTheAgent() throws IOException {
    String header = Files.readString(Path.of("src/main/c/protocol.h"));
    Map<String, Integer> numbers = new TreeMap<>();
    for (Pattern pattern : new Pattern[] {DEFINE, ENUMERATOR}) {
      for (Matcher found = pattern.matcher(header); found.find(); ) {
        numbers.put(found.group(1), Integer.valueOf(found.group(2)));
      }
    }
    return numbers;
  }

  private static Map<String, Integer> constants(Class<?> type) {
    Map<String, Integer> numbers = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        try {
          numbers.put(field.getName(), field.getInt(null));
        } catch (IllegalAccessException e) {
          throw new AssertionError(field.toString(), e);
        }
      }
    }
    return numbers;
  }
}
