/**
 * The staged NumPy files read back: whole, checked against their manifest, or a few rows of them. What the rows are compared
 * with is not known here.
 */
@NullMarked
package io.m2m.verifier.staged;

import org.jspecify.annotations.NullMarked;
