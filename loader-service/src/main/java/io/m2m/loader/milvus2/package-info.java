/**
 * The loader's edge to Milvus 2.x: the two ports of {@code load} by the SDK. Nothing is decided here.
 */
@NullMarked
package io.m2m.loader.milvus2;

import org.jspecify.annotations.NullMarked;
