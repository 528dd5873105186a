package dev.hutch.vmm.natives;

import java.util.List;

/** The two native libraries, and what each must offer. */
public enum NativeKind {
  /**
   * libkrun, the VMM. The functions asked for are those of 1.17: from there on the implicit vsock
   * device can be left out, and consoles with several ports exist.
   */
  LIBKRUN(
      "libkrun",
      "libkrun.so.1",
      "HUTCH_LIBKRUN",
      "libkrun 1.17 or later, built with block devices",
      "krun_create_ctx",
      "krun_free_ctx",
      "krun_set_vm_config",
      "krun_set_kernel",
      "krun_add_disk2",
      "krun_add_disk3",
      "krun_disable_implicit_console",
      "krun_disable_implicit_vsock",
      "krun_add_virtio_console_default",
      "krun_add_virtio_console_multiport",
      "krun_add_console_port_inout",
      "krun_start_enter"),

  /** libkrunfw, the guest's kernel wrapped in a library. */
  LIBKRUNFW(
      "libkrunfw",
      "libkrunfw.so.5",
      "HUTCH_LIBKRUNFW",
      "libkrunfw 5",
      "krunfw_get_kernel",
      "krunfw_get_version");

  private final String key;
  private final String soname;
  private final String variable;
  private final String needed;
  private final String symbols;

  NativeKind(String key, String soname, String variable, String needed, String... symbols) {
    this.key = key;
    this.soname = soname;
    this.variable = variable;
    this.needed = needed;
    this.symbols = String.join(" ", symbols);
  }

  /** Its name in {@code natives.properties}. */
  String key() {
    return key;
  }

  /**
   * The name the dynamic linker knows it by.
   *
   * @return the soname, a plain file name
   */
  public String soname() {
    return soname;
  }

  /**
   * The environment variable that overrides where it is.
   *
   * @return the variable's name
   */
  public String variable() {
    return variable;
  }

  /** Which releases are good enough, in words. */
  String needed() {
    return needed;
  }

  List<String> symbols() {
    return List.of(symbols.split(" "));
  }
}
