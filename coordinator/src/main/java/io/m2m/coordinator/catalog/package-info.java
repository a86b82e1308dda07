/**
 * What a 1.x store says of itself: the rows of its metadata, and which of them mean live data. How the rows are read is the
 * business of the edges below; nothing here looks at a segment's files.
 */
@NullMarked
package io.m2m.coordinator.catalog;

import org.jspecify.annotations.NullMarked;
