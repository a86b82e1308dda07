/**
 * The storage port: flat keys below one root, streams in and out, nothing half-written ever visible.
 * The local file system is here; object stores live in edge packages beside it.
 */
@NullMarked
package io.m2m.common.storage;

import org.jspecify.annotations.NullMarked;
