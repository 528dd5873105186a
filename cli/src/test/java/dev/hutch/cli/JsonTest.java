package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void escapesWhatAStringMustNotHold() {
    assertThat(Json.quote("a\"b\\c\nd\u0001é")).isEqualTo("\"a\\\"b\\\\c\\u000ad\\u0001é\"");
  }

  @Test
  void escapesWhatCouldCommandATerminal() {
    assertThat(Json.quote("\u001b[2J\u009b2J\u007f")).isEqualTo("\"\\u001b[2J\\u009b2J\\u007f\"");
  }

  @Test
  void writesAValueOnOneLine() {
    assertThat(Json.line(value()))
        .isEqualTo(
            "{\"text\": \"a\", \"number\": 1, \"truth\": true, \"none\": null, \"list\": [1, 2]}");
  }

  @Test
  void writesEachMemberOnALineOfItsOwn() {
    assertThat(Json.lines(List.of(Map.of("a", List.of()), Map.of("b", List.of("c")))))
        .isEqualTo(
            """
            [
              {
                "a": []
              },
              {
                "b": [
                  "c"
                ]
              }
            ]
            """);
  }

  @Test
  void writesAListWithOneValueOnEachLine() {
    assertThat(Json.list(List.of())).isEqualTo("[\n]\n");
    assertThat(Json.list(List.of(1, Map.of("a", 2)))).isEqualTo("[\n  1,\n  {\"a\": 2}\n]\n");
  }

  private static Map<String, @Nullable Object> value() {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("text", "a");
    value.put("number", 1);
    value.put("truth", true);
    value.put("none", null);
    value.put("list", List.of(1, 2));
    return value;
  }
}
