package io.m2m.verifier.verify;

import io.m2m.common.model.VectorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A collection as a test wants it on the target. */
public final class TargetSpec {
    public final String name;
    public VectorType vectorType = VectorType.FLOAT;
    public int dim = 4;
    public String index = "FLAT";
    public String metric = "L2";
    public Map<String, String> params = Map.of();
    /** Scalar fields beside id and vector; a fake target's only. */
    public final List<String> moreFields = new ArrayList<>();

    public boolean indexed = true;
    public boolean loaded = true;
    public final Map<String, List<Row>> partitions = new LinkedHashMap<>();

    public TargetSpec(String name) {
        this.name = name;
        partitions.put("_default", new ArrayList<>());
    }

    public TargetSpec binary(int bits) {
        vectorType = VectorType.BINARY;
        dim = bits;
        index = "BIN_FLAT";
        metric = "HAMMING";
        return this;
    }

    public TargetSpec rows(String partition, Row... rows) {
        partitions.computeIfAbsent(partition, each -> new ArrayList<>()).addAll(List.of(rows));
        return this;
    }
}
