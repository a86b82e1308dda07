package io.m2m.coordinator.salvage;

import io.m2m.common.model.Metric;
import io.m2m.common.model.VectorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the vectors of a collection are.
 *
 * @param dim bits for binary vectors
 * @param guesses which of it was guessed, from what, and how to correct it
 */
record Shape(int dim, Metric metric, List<String> guesses) {
    private static final int ENOUGH_WORDS = 32;
    private static final int MOST_WORDS = 4096;
    /** Of 100 words; random bits reach about 31, real vectors nearly all. */
    private static final long USUAL_PERCENT = 75;

    private static final float LEAST = 1e-12f;
    private static final float GREATEST = 1e12f;

    /** @param sample tells what its rows look like */
    static Shape of(String collection, long rowBytes, SegmentFiles sample, Corrections corrections) throws IOException {
        List<String> guesses = new ArrayList<>();
        boolean halves = rowBytes % Float.BYTES != 0;
        Optional<VectorType> known = corrections.vectorType(collection);
        if (halves && known.filter(type -> type == VectorType.FLOAT).isPresent()) {
            throw Corrections.refused("--metric " + collection + "="
                    + corrections.metrics().get(collection)
                    + " is a metric of float vectors, but its vectors have " + rowBytes
                    + " bytes, which is no multiple of 4; name a binary metric");
        }
        VectorType type = known.orElseGet(() -> VectorType.BINARY);
        if (known.isEmpty() && !halves) {
            type = guess(collection, rowBytes, usualPercent(sample), guesses);
        }
        Metric metric = corrections.metrics().get(collection);
        if (metric == null) {
            metric = type == VectorType.BINARY ? Metric.JACCARD : Metric.L2;
            guesses.add(collection + ": its metric is guessed to be " + metric + ", the usual one of "
                    + (type == VectorType.BINARY ? "binary" : "float")
                    + " vectors, because folders do not tell it; --metric "
                    + collection + "=METRIC corrects it");
        }
        long dim = type == VectorType.BINARY ? Math.multiplyExact(rowBytes, Byte.SIZE) : rowBytes / Float.BYTES;
        return new Shape(Math.toIntExact(Math.min(dim, Integer.MAX_VALUE)), metric, guesses);
    }

    private static VectorType guess(String collection, long rowBytes, long usual, List<String> guesses) {
        String of = rowBytes + " bytes each";
        if (usual < USUAL_PERCENT) {
            guesses.add(collection + ": its vectors (" + of + ") are guessed to be binary, because of 100 numbers only "
                    + usual + " would be usual floats; --metric " + collection
                    + "=L2, or =IP, says that they are floats");
            return VectorType.BINARY;
        }
        guesses.add(
                collection + ": its vectors (" + of + ") are guessed to be floats, because their length allows it and"
                        + " few or none of them read otherwise; --binary " + collection + " says that they are binary");
        return VectorType.FLOAT;
    }

    /** How many of 100 words would be zero or a float of usual size; 100 when there are too few to tell. */
    private static long usualPercent(SegmentFiles sample) throws IOException {
        long words = Math.min(MOST_WORDS, sample.rows() * sample.rowBytes() / Float.BYTES);
        if (words < ENOUGH_WORDS) {
            return 100;
        }
        long usual = 0;
        try (LittleEndianInput in = LittleEndianInput.open(sample.vectors())) {
            for (long read = 0; read < words; read++) {
                float value = Math.abs(Float.intBitsToFloat(in.readInt()));
                if (value == 0 || (value >= LEAST && value <= GREATEST)) {
                    usual++;
                }
            }
        }
        return usual * 100 / words;
    }
}
