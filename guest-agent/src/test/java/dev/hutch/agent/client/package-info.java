@NullMarked
package dev.hutch.agent.client;

import org.jspecify.annotations.NullMarked;
