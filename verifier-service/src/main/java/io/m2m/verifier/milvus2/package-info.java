/**
 * The questions of the verifier put to a Milvus 2.x server: expressions, pages of a query, counts, searches. What the answers
 * mean for the verdict is decided in {@code verify}.
 */
@NullMarked
package io.m2m.verifier.milvus2;

import org.jspecify.annotations.NullMarked;
