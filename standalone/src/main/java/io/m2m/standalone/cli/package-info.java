/**
 * The commands of {@code m2m}: options, what goes to standard output and to standard error, exit codes. The work itself lies
 * behind {@link io.m2m.standalone.cli.Engine}; neither Kafka nor Spring is known here.
 */
@NullMarked
package io.m2m.standalone.cli;

import org.jspecify.annotations.NullMarked;
