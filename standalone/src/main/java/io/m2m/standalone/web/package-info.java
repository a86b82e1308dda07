/**
 * Speaks with a running coordinator over its API. The only place of the program that knows HTTP; what is asked and how the answer
 * is shown lies in {@code cli}.
 */
@NullMarked
package io.m2m.standalone.web;

import org.jspecify.annotations.NullMarked;
