/**
 * Everything that can be said on Kafka: one sealed family per receiver, each message a record.
 * No message carries a row, an address or a secret; docs/messages.md lists them all.
 */
@NullMarked
package io.m2m.common.message;

import org.jspecify.annotations.NullMarked;
