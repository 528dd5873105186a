package dev.hutch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.BoxFailure;
import dev.hutch.BoxInfo;
import dev.hutch.BoxSpec;
import dev.hutch.BoxState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BoxJsonTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.120Z");

  @Test
  void ofAFailureKeepsTheEvidence() {
    BoxInfo box =
        new BoxInfo(
            "abc",
            "web",
            BoxState.FAILED,
            BoxSpec.base().name("web").detach(true),
            TIME,
            Optional.of(TIME),
            Optional.of(new BoxFailure(TIME, "guest", "no hello", "panic\nhalt")),
            OptionalInt.empty());
    assertThat(Json.lines(BoxJson.all(box)))
        .isEqualTo(
            """
            {
              "id": "abc",
              "name": "web",
              "state": "failed",
              "image": "base",
              "created": "2026-01-31T12:00:00.120Z",
              "started": "2026-01-31T12:00:00.120Z",
              "pid": null,
              "spec": {
                "image": "base",
                "cpus": 1,
                "memory": 268435456,
                "disk": 8589934592,
                "hostname": "",
                "startTimeoutSeconds": 30.0,
                "kernelArguments": "",
                "detach": true
              },
              "failure": {
                "when": "2026-01-31T12:00:00.120Z",
                "phase": "guest",
                "message": "no hello",
                "consoleTail": "panic\\u000ahalt"
              }
            }
            """);
  }
}
