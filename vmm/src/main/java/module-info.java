/** The shim: what turns a VM specification into a running VM. */
module dev.hutch.vmm {
  requires static org.jspecify;
  requires dev.hutch.bindings;
  requires dev.hutch.agent;

  exports dev.hutch.vmm.aot;
  exports dev.hutch.vmm.cache;
  exports dev.hutch.vmm.control;
  exports dev.hutch.vmm.host;
  exports dev.hutch.vmm.journal;
  exports dev.hutch.vmm.kernel;
  exports dev.hutch.vmm.natives;
  exports dev.hutch.vmm.spec;
}
