@NullMarked
package dev.hutch.agent.files;

import org.jspecify.annotations.NullMarked;
