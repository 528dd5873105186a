/** That the pages are true where a machine can tell. */
@NullMarked
package dev.hutch.it.pages;

import org.jspecify.annotations.NullMarked;
