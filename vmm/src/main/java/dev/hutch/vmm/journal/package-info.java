/** What has become of a box's current start, in a file that outlives everybody who wrote it. */
@NullMarked
package dev.hutch.vmm.journal;

import org.jspecify.annotations.NullMarked;
