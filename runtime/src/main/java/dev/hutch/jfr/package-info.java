/** What happens to boxes, as events of the JDK's Flight Recorder. */
@NullMarked
package dev.hutch.jfr;

import org.jspecify.annotations.NullMarked;
