/**
 * The verifier: compares what the target returns with what was dumped, and says what differs. Only the wiring is here; what
 * counts as verified is in {@code verify}, the questions to a Milvus server are in {@code milvus2}.
 */
@NullMarked
package io.m2m.verifier;

import org.jspecify.annotations.NullMarked;
