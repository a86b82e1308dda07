/**
 * The coordinator service: its bill of materials, and what the program asks of it without Kafka.
 * Decisions are made in the packages below.
 */
@NullMarked
package io.m2m.coordinator;

import org.jspecify.annotations.NullMarked;
