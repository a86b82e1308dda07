/** The edge to Micrometer: what the coordinator knows of its migrations, as gauges. */
@NullMarked
package io.m2m.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
