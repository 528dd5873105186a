package dev.hutch.bindings.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hutch.bindings.CCompiler;
import dev.hutch.bindings.generated.kvm.KvmConstants;
import dev.hutch.bindings.generated.linux.LinuxConstants;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checked-in constants against this machine's headers and C compiler. */
class ConstantsTest {
  @TempDir Path scratch = Path.of("");

  @Test
  void linuxConstantsAreTheCompilers() throws Exception {
    assertThat(compiled("linux.h", constants(LinuxConstants.class)))
        .isEqualTo(constants(LinuxConstants.class));
  }

  @Test
  void kvmConstantsAreTheCompilers() throws Exception {
    assertThat(compiled("kvm.h", constants(KvmConstants.class)))
        .isEqualTo(constants(KvmConstants.class));
  }

  private static Map<String, Long> constants(Class<?> generated) throws IllegalAccessException {
    Map<String, Long> constants = new TreeMap<>();
    for (Field field : generated.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        constants.put(field.getName(), ((Number) field.get(null)).longValue());
      }
    }
    return constants;
  }

  private Map<String, Long> compiled(String header, Map<String, Long> wanted)
      throws IOException {
    StringBuilder program = new StringBuilder("#include \"" + header + "\"\n#include <stdio.h>\n");
    program.append("int main(void) {\n");
    for (String name : wanted.keySet()) {
      program.append("printf(\"" + name + " %lld\\n\", (long long) (" + name + "));\n");
    }
    program.append("}\n");
    Path source = Files.writeString(scratch.resolve("constants.c"), program);
    Path binary = scratch.resolve("constants");
    CCompiler.compile(source, binary, "-I", CCompiler.MODULE.resolve("jextract").toString());
    Map<String, Long> constants = new TreeMap<>();
    CCompiler.run(List.of(binary.toString()))
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(parts -> constants.put(parts[0], Long.valueOf(parts[1])));
    return constants;
  }
}
