/**
 * The deployment in one process: an embedded broker and the four services in one Spring context. It starts them, asks for a run
 * and waits for its end; it takes no part in the migration.
 */
@NullMarked
package io.m2m.standalone.process;

import org.jspecify.annotations.NullMarked;
