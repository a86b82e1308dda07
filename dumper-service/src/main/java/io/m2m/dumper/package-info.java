/**
 * The dumper: turns segments of a 1.x store into NumPy files and manifests in staging. Here it is only put together; the
 * work is in {@code dump}, the file formats are in {@code milvus1} and {@code npy}.
 */
@NullMarked
package io.m2m.dumper;

import org.jspecify.annotations.NullMarked;
