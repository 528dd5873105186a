@NullMarked
package dev.hutch.agent;

import org.jspecify.annotations.NullMarked;
