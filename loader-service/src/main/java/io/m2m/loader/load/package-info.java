/**
 * What the loader does, in plain Java: checks the target, prepares collections, follows imports to their end, finishes with
 * index, load and counts. Every effect can be asked for again. No SDK, no Kafka, no thread of its own but the poller's.
 */
@NullMarked
package io.m2m.loader.load;

import org.jspecify.annotations.NullMarked;
