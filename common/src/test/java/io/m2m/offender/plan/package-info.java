/** Breaks the rules of the core, so that a test can see them bite. */
@NullMarked
package io.m2m.offender.plan;

import org.jspecify.annotations.NullMarked;
