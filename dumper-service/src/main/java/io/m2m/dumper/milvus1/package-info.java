/**
 * The files of a Milvus 1.x segment, byte by byte: one class per kind of file, all through {@link
 * io.m2m.dumper.milvus1.BoundedInput}. What becomes of the rows is not decided here.
 */
@NullMarked
package io.m2m.dumper.milvus1;

import org.jspecify.annotations.NullMarked;
