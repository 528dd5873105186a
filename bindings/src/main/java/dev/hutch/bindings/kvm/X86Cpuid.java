package dev.hutch.bindings.kvm;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.hutch.bindings.generated.kvm.KvmConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an x86 processor says of itself, {@code struct kvm_cpuid2}.
 *
 * @param entries the answers
 */
public record X86Cpuid(List<Entry> entries) {
  /**
   * The answer to one CPUID instruction, {@code struct kvm_cpuid_entry2}.
   *
   * @param function the value of EAX asked with
   * @param index the value of ECX asked with, if it matters
   * @param flags whether it matters, see {@code KVM_CPUID_FLAG_}
   * @param eax the answer in EAX
   * @param ebx the answer in EBX
   * @param ecx the answer in ECX
   * @param edx the answer in EDX
   */
  public record Entry(int function, int index, int flags, int eax, int ebx, int ecx, int edx) {}

  /** Keeps a copy of the list. */
  public X86Cpuid {
    entries = List.copyOf(entries);
  }

  /** The answer for a function and index, if there is one. */
  public Optional<Entry> find(int function, int index) {
    for (Entry entry : entries) {
      if (entry.function() == function && entry.index() == index) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  static MemorySegment allocate(Arena arena, int count) {
    return arena.allocate(
        KvmConstants.CPUID_ENTRIES + (long) count * KvmConstants.CPUID_ENTRY_SIZE, Long.BYTES);
  }

  static X86Cpuid copyOf(MemorySegment table) {
    List<Entry> entries = new ArrayList<>();
    int count = table.get(JAVA_INT, KvmConstants.CPUID_COUNT);
    for (int i = 0; i < count; i++) {
      MemorySegment entry = entry(table, i);
      entries.add(
          new Entry(
              entry.get(JAVA_INT, KvmConstants.CPUID_ENTRY_FUNCTION),
              entry.get(JAVA_INT, KvmConstants.CPUID_ENTRY_INDEX),
              entry.get(JAVA_INT, KvmConstants.CPUID_ENTRY_FLAGS),
              entry.get(JAVA_INT, KvmConstants.CPUID_ENTRY_EAX),
              entry.get(JAVA_INT, KvmConstants.CPUID_ENTRY_EBX),
              entry.get(JAVA_INT, KvmConstants.CPUID_ENTRY_ECX),
              entry.get(JAVA_INT, KvmConstants.CPUID_ENTRY_EDX)));
    }
    return new X86Cpuid(entries);
  }

  MemorySegment toTable(Arena arena) {
    MemorySegment table = allocate(arena, entries.size());
    table.set(JAVA_INT, KvmConstants.CPUID_COUNT, entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry from = entries.get(i);
      MemorySegment to = entry(table, i);
      to.set(JAVA_INT, KvmConstants.CPUID_ENTRY_FUNCTION, from.function());
      to.set(JAVA_INT, KvmConstants.CPUID_ENTRY_INDEX, from.index());
      to.set(JAVA_INT, KvmConstants.CPUID_ENTRY_FLAGS, from.flags());
      to.set(JAVA_INT, KvmConstants.CPUID_ENTRY_EAX, from.eax());
      to.set(JAVA_INT, KvmConstants.CPUID_ENTRY_EBX, from.ebx());
      to.set(JAVA_INT, KvmConstants.CPUID_ENTRY_ECX, from.ecx());
      to.set(JAVA_INT, KvmConstants.CPUID_ENTRY_EDX, from.edx());
    }
    return table;
  }

  private static MemorySegment entry(MemorySegment table, int index) {
    return table.asSlice(
        KvmConstants.CPUID_ENTRIES + (long) index * KvmConstants.CPUID_ENTRY_SIZE,
        KvmConstants.CPUID_ENTRY_SIZE);
  }
}
