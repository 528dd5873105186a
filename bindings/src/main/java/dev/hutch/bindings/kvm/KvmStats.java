package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.hutch.bindings.ffm.NativeFunction;
import dev.hutch.bindings.generated.kvm.KvmConstants;
import dev.hutch.bindings.posix.Fd;
import dev.hutch.bindings.posix.PosixException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statistics of one machine or processor, from KVM_GET_STATS_FD. Reading one costs the guest
 * nothing. Stays valid when its machine is closed, and keeps it in the kernel until closed itself.
 */
public final class KvmStats implements AutoCloseable {
  private static final NativeFunction PREAD = NativeFunction.ofRestartedLong("pread");
  private static final KvmStat.Type[] TYPES = KvmStat.Type.values();
  private static final KvmStat.Unit[] UNITS = KvmStat.Unit.values();
  private static final int MOST_BYTES = 1 << 20;

  private final Fd fd;
  private final String id;
  private final int nameSize;
  private final long dataOffset;
  private final MemorySegment descriptors;
  private final int count;

  private KvmStats(Fd fd) {
    this.fd = fd;
    MemorySegment header = readAt(0, KvmConstants.STATS_HEADER_SIZE);
    nameSize = header.get(JAVA_INT, KvmConstants.STATS_HEADER_NAME_SIZE);
    count = header.get(JAVA_INT, KvmConstants.STATS_HEADER_COUNT);
    dataOffset = header.get(JAVA_INT, KvmConstants.STATS_HEADER_DATA_OFFSET);
    id = readAt(header.get(JAVA_INT, KvmConstants.STATS_HEADER_ID_OFFSET), nameSize).getString(0);
    descriptors =
        readAt(
            header.get(JAVA_INT, KvmConstants.STATS_HEADER_DESCRIPTORS_OFFSET),
            (long) count * descriptorSize());
  }

  static KvmStats of(Fd owner) {
    Fd fd = Fd.adopt(Ioctl.call(owner, "KVM_GET_STATS_FD", KvmConstants.KVM_GET_STATS_FD, 0));
    boolean done = false;
    try {
      KvmStats stats = new KvmStats(fd);
      done = true;
      return stats;
    } finally {
      if (!done) {
        fd.close();
      }
    }
  }

  /** The kernel's name for the machine or processor, such as {@code kvm-4711/vcpu-0}. */
  public String id() {
    return id;
  }

  /** Reads all statistics, in the kernel's order. */
  public List<KvmStat> read() {
    long end = 0;
    for (int i = 0; i < count; i++) {
      end = Math.max(end, offset(i) + (long) valueCount(i) * Long.BYTES);
    }
    MemorySegment data = readAt(dataOffset, end);
    List<KvmStat> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(statistic(i, data));
    }
    return all;
  }

  /** Reads the statistic of this name, if this kernel has it. */
  public Optional<KvmStat> read(String name) {
    for (KvmStat statistic : read()) {
      if (statistic.name().equals(name)) {
        return Optional.of(statistic);
      }
    }
    return Optional.empty();
  }

  private KvmStat statistic(int index, MemorySegment data) {
    MemorySegment descriptor = descriptor(index);
    int flags = descriptor.get(JAVA_INT, KvmConstants.STATS_DESC_FLAGS);
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < valueCount(index); i++) {
      values.add(data.get(JAVA_LONG_UNALIGNED, offset(index) + (long) i * Long.BYTES));
    }
    int type = flags & KvmConstants.KVM_STATS_TYPE_MASK;
    int unit = (flags & KvmConstants.KVM_STATS_UNIT_MASK) / KvmConstants.KVM_STATS_UNIT_BYTES;
    boolean binary = (flags & KvmConstants.KVM_STATS_BASE_MASK) == KvmConstants.KVM_STATS_BASE_POW2;
    return new KvmStat(
        descriptor.getString(KvmConstants.STATS_DESC_SIZE),
        TYPES[Math.min(type, TYPES.length - 1)],
        UNITS[Math.min(unit, UNITS.length - 1)],
        binary ? 2 : 10,
        descriptor.get(JAVA_SHORT, KvmConstants.STATS_DESC_EXPONENT),
        Integer.toUnsignedLong(descriptor.get(JAVA_INT, KvmConstants.STATS_DESC_BUCKET_SIZE)),
        values);
  }

  private long descriptorSize() {
    return KvmConstants.STATS_DESC_SIZE + (long) nameSize;
  }

  private MemorySegment descriptor(int index) {
    return descriptors.asSlice(index * descriptorSize(), descriptorSize());
  }

  private long offset(int index) {
    return Integer.toUnsignedLong(descriptor(index).get(JAVA_INT, KvmConstants.STATS_DESC_OFFSET));
  }

  private int valueCount(int index) {
    return Short.toUnsignedInt(descriptor(index).get(JAVA_SHORT, KvmConstants.STATS_DESC_VALUES));
  }

  private MemorySegment readAt(long position, long length) {
    if (length < 0 || length > MOST_BYTES) {
      throw new IllegalStateException("statistics of " + length + " bytes");
    }
    MemorySegment target = Arena.ofAuto().allocate(length, Long.BYTES);
    for (long done = 0; done < length; ) {
      long result =
          PREAD.call(fd.number(), target.address() + done, length - done, position + done);
      if (result < 0) {
        throw new PosixException("pread", fd + ", position " + position, result);
      }
      if (result == 0) {
        throw new IllegalStateException("statistics end at " + (position + done));
      }
      done += result;
    }
    return target;
  }

  @Override
  public void close() {
    fd.close();
  }
}
