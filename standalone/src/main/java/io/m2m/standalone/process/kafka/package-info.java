/** Reads the status topic for the command line. */
@NullMarked
package io.m2m.standalone.process.kafka;

import org.jspecify.annotations.NullMarked;
