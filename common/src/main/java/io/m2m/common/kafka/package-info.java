/**
 * The Kafka edge every service shares: topics, serialization, the worker's listener, what happens to a task that fails.
 * No decision about a migration is made here.
 */
@NullMarked
package io.m2m.common.kafka;

import org.jspecify.annotations.NullMarked;
