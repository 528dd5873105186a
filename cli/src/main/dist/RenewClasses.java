import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar that are older than Java 6 the class file version of Java 8, with the
 * stack maps that belong to it. JDK 25 leaves older classes out of every start-up cache: those of
 * picocli, compiled for Java 5, cost each start of the command some 50 ms of CPU time.
 *
 * <p>Run by the build on the copy in the distribution: {@code java RenewClasses.java JAR}.
 */
public final class RenewClasses {
  private RenewClasses() {}

  /**
   * Replaces a jar.
   *
   * @param args its path
   */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path renewed = Path.of(args[0] + ".new");
    int count = 0;
    try (URLClassLoader types = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(renewed);
        ZipOutputStream to = new ZipOutputStream(file)) {
      ClassFile format = format(types);
      for (ZipEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (isOld(entry.getName(), bytes)) {
          bytes = renewed(format, bytes);
          count++;
        }
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTime(entry.getTime());
        to.putNextEntry(same);
        to.write(bytes);
      }
    }
    Files.move(renewed, jar, StandardCopyOption.ATOMIC_MOVE);
    System.out.println(count + " classes of " + jar.getFileName() + " renewed");
  }

  /** Stack maps name types, some of which the jar has and no parser of ours knows. */
  private static ClassFile format(ClassLoader types) {
    ClassHierarchyResolver inJar = ClassHierarchyResolver.ofResourceParsing(types);
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        ConstantPoolSharingOption.NEW_POOL, // else methods are copied as they are
        ClassHierarchyResolverOption.of(inJar.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  private static boolean isOld(String name, byte[] bytes) {
    return name.endsWith(".class")
        && ClassFile.of().parse(bytes).majorVersion() < ClassFile.JAVA_6_VERSION;
  }

  private static byte[] renewed(ClassFile format, byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    ClassModel old = format.parse(bytes);
    return format.transformClass(
        old,
        version.andThen(
            ClassTransform.transformingMethodBodies((code, element) -> code.with(element))));
  }
}
