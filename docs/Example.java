import dev.hutch.*;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

public class Example {
  public static void main(String[] args) throws Exception {
    BoxSpec spec = BoxSpec.base().cpus(1).memory(MemorySize.mib(256));
    try (Hutch hutch = Hutch.open();      // finds the engine, makes the shared disks
        Box box = hutch.start(spec)) {    // one microVM; returns when commands can run
      ExecResult kernel = box.run("uname", "-sr").orThrow();
      System.out.print(kernel.stdout().text());

      Command sort = Command.of("sort").stdin("b\na\n".getBytes(StandardCharsets.UTF_8));
      System.out.print(box.run(sort.timeout(Duration.ofSeconds(5))).orThrow().stdout().text());

      try (BoxProcess cat = box.exec(Command.of("cat"))) {   // a java.lang.Process
        cat.outputWriter().append("streamed\n").close();     // end-of-file for the command
        System.out.println(cat.inputReader().readLine() + ", exit " + cat.waitFor());
      }
      System.out.println("exit " + box.run("sh", "-c", "exit 7").exit());
    }                                     // killed, proven gone, deleted
  }
}
