/** Writes the report of a run from the evidence that dumpers, loaders and verifiers left in staging. It measures nothing itself. */
@NullMarked
package io.m2m.coordinator.report;

import org.jspecify.annotations.NullMarked;
