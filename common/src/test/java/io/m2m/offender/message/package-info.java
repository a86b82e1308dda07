/** Breaks a rule, so that a test can see them bite. */
@NullMarked
package io.m2m.offender.message;

import org.jspecify.annotations.NullMarked;
