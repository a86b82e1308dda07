package io.m2m.common.model;

import java.util.Optional;

/** Distance metrics of Milvus 1.x with the codes of {@code Tables.metric_type}. The metric decides the vector type. */
public enum Metric {
    L2(1, VectorType.FLOAT),
    IP(2, VectorType.FLOAT),
    HAMMING(3, VectorType.BINARY),
    JACCARD(4, VectorType.BINARY),
    TANIMOTO(5, VectorType.BINARY),
    SUBSTRUCTURE(6, VectorType.BINARY),
    SUPERSTRUCTURE(7, VectorType.BINARY);

    private final int code;
    private final VectorType vectorType;

    Metric(int code, VectorType vectorType) {
        this.code = code;
        this.vectorType = vectorType;
    }

    public int code() {
        return code;
    }

    public VectorType vectorType() {
        return vectorType;
    }

    public static Optional<Metric> ofCode(int code) {
        for (Metric metric : values()) {
            if (metric.code == code) {
                return Optional.of(metric);
            }
        }
        return Optional.empty();
    }
}
