/** Commands on terminals and under other users, ports and waiting, in boxes. */
@NullMarked
package dev.hutch.it.exec;

import org.jspecify.annotations.NullMarked;
