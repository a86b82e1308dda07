/** What a command does by itself, without broker and services: looking before a run, and tidying up after it. */
@NullMarked
package io.m2m.standalone.direct;

import org.jspecify.annotations.NullMarked;
