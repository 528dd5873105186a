package dev.hutch.agent.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hutch.agent.protocol.ExecOptions;
import dev.hutch.agent.protocol.ExecRequest;
import dev.hutch.agent.protocol.Failed;
import dev.hutch.agent.protocol.FrameType;
import dev.hutch.agent.protocol.ResourceLimit;
import dev.hutch.agent.protocol.ResourceLimit.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a command may take. */
@Timeout(60)
class LimitsTest extends WithRealAgent {
  @Test
  void areThoseAskedFor() throws Exception {
    List<ResourceLimit> limits =
        List.of(
            new ResourceLimit(Resource.OPEN_FILES, 77, 99),
            ResourceLimit.of(Resource.CORE, 0),
            new ResourceLimit(Resource.ADDRESS_SPACE, 1L << 40, 1L << 41));
    String line = "ulimit -n; ulimit -Hn; ulimit -c; ulimit -v; ulimit -Hv";

    assertThat(output(line, ExecOptions.NONE.withLimits(limits)))
        .isEqualTo("77\n99\n0\n1073741824\n2147483648\n");
  }

  @Test
  void canBeNone() throws Exception {
    ResourceLimit limit =
        new ResourceLimit(Resource.CPU, ResourceLimit.UNLIMITED, ResourceLimit.UNLIMITED);

    assertThat(output("ulimit -t", ExecOptions.NONE.withLimits(List.of(limit))))
        .isEqualTo("unlimited\n");
  }

  @Test
  void leaveEnoughDescriptorsToStartWith() throws Exception {
    // Three streams, and one to load the program's libraries by.
    List<ResourceLimit> limits = List.of(ResourceLimit.of(Resource.OPEN_FILES, 4));
    ExecRequest request =
        RealAgent.request("echo", "here").with(ExecOptions.NONE.withLimits(limits));
    try (AgentExec exec = agent.exec(request)) {
      assertThat(exec.stdout().readAllBytes()).asString(UTF_8).isEqualTo("here\n");
    }
  }

  @Test
  void endACommandThatGoesBeyondThem() throws Exception {
    List<ResourceLimit> limits = List.of(ResourceLimit.of(Resource.CPU, 1));
    ExecRequest request = request("while :; do :; done", ExecOptions.NONE.withLimits(limits));
    try (AgentExec exec = agent.exec(request)) {
      assertThat(exec.awaitExit().shellCode()).isEqualTo(137);
    }
  }

  @Test
  void thatTheKernelRefusesAreSaidToBe() {
    List<ResourceLimit> limits = List.of(ResourceLimit.of(Resource.OPEN_FILES, 1L << 60));

    assertThatThrownBy(() -> output("true", ExecOptions.NONE.withLimits(limits)))
        .isInstanceOfSatisfying(
            OperationFailedException.class,
            e -> assertThat(e.failed().step()).isEqualTo(Failed.STEP_RESOURCES))
        .hasMessageContaining("cannot set the limits of sh: Operation not permitted");
  }

  @Test
  void comeWithAPriority() throws Exception {
    assertThat(output("nice", ExecOptions.NONE.withNice(11))).isEqualTo("11\n");
    Process nice = new ProcessBuilder("nice").start();
    String ours = new String(nice.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(ownPriorityOf(ExecOptions.NONE)).isEqualTo(ours);
  }

  @Test
  void areOfTheCommandOnly() throws Exception {
    ExecOptions limited =
        ExecOptions.NONE.withLimits(List.of(ResourceLimit.of(Resource.CORE, 12_345)));
    try (AgentExec exec = agent.exec(request("ulimit -c; sleep 1000", limited))) {
      assertThat(exec.stdout().read()).isNotNegative();
      // before the command ends: its connection is the link, with which the agent ends
      assertThat(Path.of("/proc/" + agent.process().pid() + "/limits"))
          .content()
          .doesNotContain("12345");
    }
  }

  @Test
  void areHeldAgainstTheirRanges() throws Exception {
    ResourceLimit limit = ResourceLimit.of(Resource.REALTIME_TIME, 0);
    byte[] request = request("true", ExecOptions.NONE.withLimits(List.of(limit))).encode();
    request[request.length - 17] = 16;
    RawHost host = agent.host();
    host.send(FrameType.OPEN, 1, 0, request);

    byte[] failed = host.next(FrameType.FAILED).payload();
    assertThat(Failed.decode(failed, 0, failed.length).step()).isEqualTo(Failed.STEP_REQUEST);
  }

  @Test
  void areCheckedBeforeTheyAreSent() {
    assertThatThrownBy(() -> new ResourceLimit(Resource.CPU, 2, 1)).hasMessageContaining("above");
    assertThatThrownBy(() -> new ResourceLimit(Resource.CPU, ResourceLimit.UNLIMITED, 1))
        .hasMessageContaining("above");
    assertThatThrownBy(() -> ExecOptions.NONE.withNice(20)).hasMessageContaining("20");
    assertThatThrownBy(() -> ExecOptions.NONE.withUser("a\0b")).hasMessageContaining("NUL");
  }

  private String ownPriorityOf(ExecOptions options) throws Exception {
    agent.close();
    agent = RealAgent.start(Files.createDirectory(directory.resolve("next")));
    return output("nice", options).strip();
  }

  private String output(String line, ExecOptions options) throws Exception {
    try (AgentExec exec = agent.exec(request(line, options))) {
      return new String(exec.stdout().readAllBytes(), UTF_8);
    }
  }

  private static ExecRequest request(String line, ExecOptions options) {
    return RealAgent.request("sh", "-c", line).with(options);
  }
}
