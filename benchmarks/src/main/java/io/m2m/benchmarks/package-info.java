/**
 * Side-by-side runs of whole commands. Each prints what it measured and the ratio to its yardstick, taken in the same run on
 * the same machine.
 */
@NullMarked
package io.m2m.benchmarks;

import org.jspecify.annotations.NullMarked;
