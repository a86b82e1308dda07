/**
 * What counts as verified, and how it is found out: structure, counts, sums over ranges of ids, and from a sum that differs
 * down to the rows. Plain Java; the target is asked through {@link io.m2m.verifier.verify.Target}.
 */
@NullMarked
package io.m2m.verifier.verify;

import org.jspecify.annotations.NullMarked;
