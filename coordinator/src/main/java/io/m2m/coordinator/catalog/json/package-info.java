/** The exported {@code meta.json}: ours, and the one {@code milvus-migration} writes. */
@NullMarked
package io.m2m.coordinator.catalog.json;

import org.jspecify.annotations.NullMarked;
