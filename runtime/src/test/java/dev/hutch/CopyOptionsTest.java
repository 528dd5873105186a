package dev.hutch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CopyOptionsTest {
  private static final CopyOptions DEFAULT = CopyOptions.DEFAULT;

  @Test
  void eachMethodChangesWhatItIsNamedForAndNothingElse() throws Exception {
    assertThat(changed(DEFAULT.keepOwners(true))).isEqualTo(Map.of("keepOwners", true));
    assertThat(changed(DEFAULT.owner(1, 2)))
        .isEqualTo(Map.of("owner", Optional.of(new CopyOptions.Owner(1, 2))));
    assertThat(changed(DEFAULT.keepSpecialBits(true))).isEqualTo(Map.of("keepSpecialBits", true));
    assertThat(changed(DEFAULT.followLink(true))).isEqualTo(Map.of("followLink", true));
    assertThat(changed(DEFAULT.intoDirectory(true))).isEqualTo(Map.of("intoDirectory", true));
    assertThat(changed(DEFAULT.maxBytes(MemorySize.mib(5))))
        .isEqualTo(Map.of("maxBytes", MemorySize.mib(5)));
    assertThat(changed(DEFAULT.maxEntries(7))).isEqualTo(Map.of("maxEntries", 7L));
    assertThat(changed(DEFAULT.stallTimeout(Duration.ofSeconds(9))))
        .isEqualTo(Map.of("stallTimeout", Duration.ofSeconds(9)));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> DEFAULT.keepOwners(true).owner(1, 2))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("1:2");
    assertThatThrownBy(() -> DEFAULT.owner(-1, 0)).isInstanceOf(InvalidSpecException.class);
    assertThatThrownBy(() -> DEFAULT.maxEntries(0)).isInstanceOf(InvalidSpecException.class);
    assertThatThrownBy(() -> DEFAULT.stallTimeout(Duration.ZERO))
        .isInstanceOf(InvalidSpecException.class);
  }

  private static Map<String, Object> changed(CopyOptions options) throws Exception {
    Map<String, Object> changed = new TreeMap<>();
    for (RecordComponent component : CopyOptions.class.getRecordComponents()) {
      Object value = component.getAccessor().invoke(options);
      if (!Objects.equals(value, component.getAccessor().invoke(DEFAULT))) {
        changed.put(component.getName(), value);
      }
    }
    return changed;
  }
}
