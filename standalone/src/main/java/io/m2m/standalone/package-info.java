/** The {@code m2m} program: its entry, its version, and how it is told to stop. */
@NullMarked
package io.m2m.standalone;

import org.jspecify.annotations.NullMarked;
