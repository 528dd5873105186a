package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.hutch.bindings.generated.kvm.KvmConstants;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The page that a processor shares with its owner, {@code struct kvm_run}. */
final class RunPage {
  private RunPage() {}

  /** The exit that the page describes. */
  static VcpuExit exit(MemorySegment run) {
    int reason = run.get(JAVA_INT, KvmConstants.RUN_EXIT_REASON);
    return switch (reason) {
      case KvmConstants.KVM_EXIT_IO -> io(run);
      case KvmConstants.KVM_EXIT_MMIO ->
          new VcpuExit.Mmio(
              run.get(JAVA_LONG, KvmConstants.RUN_MMIO_ADDRESS),
              run.get(JAVA_BYTE, KvmConstants.RUN_MMIO_IS_WRITE) != 0,
              run.asSlice(
                  KvmConstants.RUN_MMIO_DATA,
                  Math.clamp(run.get(JAVA_INT, KvmConstants.RUN_MMIO_LENGTH), 0, Long.BYTES)));
      case KvmConstants.KVM_EXIT_HLT -> new VcpuExit.Hlt();
      case KvmConstants.KVM_EXIT_SHUTDOWN -> new VcpuExit.Shutdown();
      case KvmConstants.KVM_EXIT_FAIL_ENTRY ->
          new VcpuExit.FailEntry(
              run.get(JAVA_LONG, KvmConstants.RUN_FAIL_ENTRY_REASON),
              run.get(JAVA_INT, KvmConstants.RUN_FAIL_ENTRY_CPU));
      case KvmConstants.KVM_EXIT_INTERNAL_ERROR -> internalError(run);
      case KvmConstants.KVM_EXIT_SYSTEM_EVENT ->
          new VcpuExit.SystemEvent(run.get(JAVA_INT, KvmConstants.RUN_SYSTEM_EVENT_TYPE));
      case KvmConstants.KVM_EXIT_INTR -> VcpuExit.INTERRUPTED;
      default -> new VcpuExit.Other(reason, run.get(JAVA_LONG, KvmConstants.RUN_HARDWARE_REASON));
    };
  }

  private static VcpuExit.Io io(MemorySegment run) {
    int size = run.get(JAVA_BYTE, KvmConstants.RUN_IO_SIZE);
    int count = run.get(JAVA_INT, KvmConstants.RUN_IO_COUNT);
    long offset = run.get(JAVA_LONG, KvmConstants.RUN_IO_DATA_OFFSET);
    return new VcpuExit.Io(
        run.get(JAVA_BYTE, KvmConstants.RUN_IO_DIRECTION) == KvmConstants.KVM_EXIT_IO_OUT,
        Short.toUnsignedInt(run.get(JAVA_SHORT, KvmConstants.RUN_IO_PORT)),
        size,
        count,
        run.asSlice(offset, (long) size * count));
  }

  private static VcpuExit.KvmInternalError internalError(MemorySegment run) {
    List<Long> data = new ArrayList<>();
    int count = Math.min(16, run.get(JAVA_INT, KvmConstants.RUN_INTERNAL_COUNT));
    for (int i = 0; i < count; i++) {
      data.add(run.get(JAVA_LONG, KvmConstants.RUN_INTERNAL_DATA + (long) i * Long.BYTES));
    }
    return new VcpuExit.KvmInternalError(
        run.get(JAVA_INT, KvmConstants.RUN_INTERNAL_SUBERROR), List.copyOf(data));
  }
}
