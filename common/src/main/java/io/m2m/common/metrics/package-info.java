/**
 * The edge to Micrometer: what m2m counts of itself, under the names that docs/operations.md lists. Without a registry all of it
 * does nothing.
 */
@NullMarked
package io.m2m.common.metrics;

import org.jspecify.annotations.NullMarked;
