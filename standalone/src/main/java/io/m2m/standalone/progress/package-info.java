/**
 * Shows on standard error how far a run is: bars on a terminal, plain lines elsewhere. It is told by status messages and
 * decides nothing.
 */
@NullMarked
package io.m2m.standalone.progress;

import org.jspecify.annotations.NullMarked;
