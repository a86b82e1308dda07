/**
 * From catalog to tasks: checks every segment's files, gives names the target takes, cuts large segments and groups small ones.
 * It reads headers and sizes, never a row.
 */
@NullMarked
package io.m2m.coordinator.plan;

import org.jspecify.annotations.NullMarked;
