/** What turns a machine's specification into a running virtual machine inside the shim. */
@NullMarked
package dev.hutch.vmm.engine;

import org.jspecify.annotations.NullMarked;
