/**
 * What a migration's state is and what moves it: events in, decisions out. No I/O, no clock, no Kafka; start at
 * {@link io.m2m.coordinator.migration.Migration}.
 */
@NullMarked
package io.m2m.coordinator.migration;

import org.jspecify.annotations.NullMarked;
