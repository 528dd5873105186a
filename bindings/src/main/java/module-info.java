/** Panama FFM bindings to Linux, libkrun and KVM. */
module dev.hutch.bindings {
  requires static org.jspecify;

  exports dev.hutch.bindings.posix;
}
