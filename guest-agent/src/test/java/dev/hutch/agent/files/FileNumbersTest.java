package dev.hutch.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FileNumbersTest {
  private static final Pattern DEFINE = Pattern.compile("#define (\\w+) (\\d+)\n");
  private static final Pattern ENUMERATOR = Pattern.compile("(\\w+) = (\\d+)[ ,]");

  @Test
  void agentAndJavaSpeakTheSame() throws Exception {
    assertThat(ofTheAgent(ENUMERATOR)).isEqualTo(ofJava()).hasSize(26);
    assertThat(ofTheAgent(DEFINE))
        .containsOnly(
            Map.entry("MAX_MESSAGE_BYTES", FileOperation.MAX_MESSAGE),
            Map.entry("MAX_BYTES", FileOperation.MAX_BYTES),
            Map.entry("MAX_HANDLES", FileOperation.MAX_HANDLES),
            Map.entry("ATTRIBUTES_BYTES", FileOperation.ATTRIBUTES_BYTES),
            Map.entry("SPACE_BYTES", GuestSpace.BYTES));
  }

  private static Map<String, Integer> ofTheAgent(Pattern pattern) throws IOException {
    String header = Files.readString(Path.of("src/main/c/fileprotocol.h"));
    Map<String, Integer> numbers = new TreeMap<>();
    for (Matcher found = pattern.matcher(header); found.find(); ) {
      numbers.put(found.group(1), Integer.valueOf(found.group(2)));
    }
    return numbers;
  }

  private static Map<String, Integer> ofJava() throws IllegalAccessException {
    Map<String, Integer> numbers = new TreeMap<>();
    for (Field field : FileOperation.class.getDeclaredFields()) {
      if (field.getName().startsWith("FILE_")) {
        numbers.put(field.getName(), field.getInt(null));
      }
    }
    return numbers;
  }
}
