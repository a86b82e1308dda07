/**
 * The facts that travel: what is moved, from where, into what. Records without behaviour beyond their own checks.
 * No I/O, no framework, no message.
 */
@NullMarked
package io.m2m.common.model;

import org.jspecify.annotations.NullMarked;
