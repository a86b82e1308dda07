/** Breaks a rule, so that a test can see them bite. */
@NullMarked
package io.m2m.offender.cycle.b;

import org.jspecify.annotations.NullMarked;
