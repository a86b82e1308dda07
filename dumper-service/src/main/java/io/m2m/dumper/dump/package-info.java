/**
 * One dump task from its line of the plan to its manifest: what is live, what must be left out, what is quarantined, and
 * the one pass that copies and fingerprints. Bytes of 1.x files are read in {@code milvus1}, NumPy is written in {@code npy}.
 */
@NullMarked
package io.m2m.dumper.dump;

import org.jspecify.annotations.NullMarked;
