package dev.hutch.cli;

import dev.hutch.BoxFailure;
import dev.hutch.BoxInfo;
import dev.hutch.BoxSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A box as JSON. Absent is null, times are RFC 3339, sizes bytes. */
final class BoxJson {
  private BoxJson() {}

  /** What a list says of it. */
  static Map<String, @Nullable Object> summary(BoxInfo box) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", box.id());
    json.put("name", box.name());
    json.put("state", box.state());
    json.put("image", box.spec().image());
    json.put("created", box.created());
    json.put("started", box.started().map(Instant::toString).orElse(null));
    json.put("pid", box.pid().isPresent() ? box.pid().getAsInt() : null);
    return json;
  }

  /** All there is to know. */
  static Map<String, @Nullable Object> all(BoxInfo box) {
    Map<String, @Nullable Object> json = summary(box);
    json.put("spec", spec(box.spec()));
    json.put("failure", box.failure().map(BoxJson::failure).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> spec(BoxSpec spec) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("image", spec.image());
    json.put("cpus", spec.cpus());
    json.put("memory", spec.memory().bytes());
    json.put("disk", spec.disk().bytes());
    json.put("hostname", spec.hostname());
    json.put("startTimeoutSeconds", spec.startTimeout().toMillis() / 1000.0);
    json.put("kernelArguments", spec.kernelArguments());
    json.put("detach", spec.detach());
    return json;
  }

  private static Map<String, @Nullable Object> failure(BoxFailure failure) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("when", failure.when());
    json.put("phase", failure.phase());
    json.put("message", failure.message());
    json.put("consoleTail", failure.consoleTail());
    return json;
  }
}
