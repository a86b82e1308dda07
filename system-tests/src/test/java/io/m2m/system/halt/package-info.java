/**
 * Finds the steps at which a crash can leave something half done, in the bytes of the program's classes, and stops a running
 * program at one of them. Apart from the bytecode library it needs nothing, for it rides along as a Java agent.
 */
@NullMarked
package io.m2m.system.halt;

import org.jspecify.annotations.NullMarked;
