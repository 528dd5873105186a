@NullMarked
package dev.hutch.bindings.generated;

import org.jspecify.annotations.NullMarked;
