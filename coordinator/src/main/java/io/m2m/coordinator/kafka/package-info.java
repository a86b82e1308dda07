/**
 * The coordinator on Kafka: a Streams topology of one processor around {@link io.m2m.coordinator.migration.Migration}, which
 * gets exactly-once, restore and take-over from the library. No decision is made here.
 */
@NullMarked
package io.m2m.coordinator.kafka;

import org.jspecify.annotations.NullMarked;
