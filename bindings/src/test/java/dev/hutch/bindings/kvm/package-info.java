@NullMarked
package dev.hutch.bindings.kvm;

import org.jspecify.annotations.NullMarked;
