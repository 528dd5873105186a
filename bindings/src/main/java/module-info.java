/** Panama FFM bindings to Linux, libkrun and KVM. */
module dev.hutch.bindings {
  requires static org.jspecify;

  exports dev.hutch.bindings.krun;
  exports dev.hutch.bindings.krunfw;
  exports dev.hutch.bindings.kvm;
  exports dev.hutch.bindings.library;
  exports dev.hutch.bindings.posix;
}
