package io.m2m.verifier.verify;

import io.m2m.common.model.VectorType;
import java.util.List;

/**
 * Distances between some queries and one row after another, computed from the vectors themselves: neither index nor target has a
 * part in it. A distance is small for what is near, whatever the metric. Not safe for use by several threads.
 */
interface Distances {
    /** @param metric by its name in Milvus 2.x */
    static Distances of(VectorType type, String metric, List<byte[]> queries) {
        return type == VectorType.FLOAT ? new FloatDistances(metric, queries) : new BitDistances(metric, queries);
    }

    /** Takes the row that the next questions are about. */
    void row(byte[] vectors, int offset);

    /** @return infinity for a row that is no answer: it does not match, or the number is beyond what a float holds */
    double to(int query);

    /** How far a target that computes with floats may be off; infinity when it may tell anything. */
    double tolerance(int query);

    /** The number that a target tells for a distance. */
    double score(double distance);
}
