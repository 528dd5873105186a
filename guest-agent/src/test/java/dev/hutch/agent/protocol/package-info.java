@NullMarked
package dev.hutch.agent.protocol;

import org.jspecify.annotations.NullMarked;
