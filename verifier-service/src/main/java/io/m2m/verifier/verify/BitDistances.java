package io.m2m.verifier.verify;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Distances of binary vectors, from how many bits are set in each and in both. */
final class BitDistances implements Distances {
    private static final double FLOAT_ERROR = 1e-6;

    private enum Metric {
        HAMMING,
        JACCARD,
        TANIMOTO,
        /** The query's bits are all in the row. */
        SUBSTRUCTURE,
        /** The row's bits are all in the query. */
        SUPERSTRUCTURE
    }

    private final Metric metric;
    private final int bytes;
    private final long[][] queries;
    private final int[] bits;
    private long[] row = {};
    private int rowBits;

    BitDistances(String metric, List<byte[]> queries) {
        this.metric = Metric.valueOf(metric);
        this.bytes = queries.isEmpty() ? 0 : queries.getFirst().length;
        this.queries = queries.stream().map(query -> words(query, 0, bytes)).toArray(long[][]::new);
        this.bits = Arrays.stream(this.queries).mapToInt(BitDistances::count).toArray();
    }

    /** Zeros fill the last word up. */
    private static long[] words(byte[] vectors, int offset, int bytes) {
        ByteBuffer padded = ByteBuffer.allocate(Math.ceilDiv(bytes, Long.BYTES) * Long.BYTES)
                .put(vectors, offset, bytes)
                .rewind();
        long[] words = new long[padded.capacity() / Long.BYTES];
        padded.asLongBuffer().get(words);
        return words;
    }

    private static int count(long[] words) {
        return Arrays.stream(words).mapToInt(Long::bitCount).sum();
    }

    @Override
    public void row(byte[] vectors, int offset) {
        row = words(vectors, offset, bytes);
        rowBits = count(row);
    }

    @Override
    public double to(int query) {
        int both = 0;
        for (int i = 0; i < row.length; i++) {
            both += Long.bitCount(queries[query][i] & row[i]);
        }
        int either = bits[query] + rowBits - both;
        return switch (metric) {
            case HAMMING -> either - both;
            case JACCARD -> jaccard(both, either);
            case TANIMOTO -> -Math.log(1 - jaccard(both, either)) / Math.log(2);
            case SUBSTRUCTURE -> both == bits[query] ? 0 : Double.POSITIVE_INFINITY;
            case SUPERSTRUCTURE -> both == rowBits ? 0 : Double.POSITIVE_INFINITY;
        };
    }

    /** Two vectors without a bit are as far apart as can be: so says the target. */
    private static double jaccard(int both, int either) {
        return either == 0 ? 1 : 1 - (double) both / either;
    }

    @Override
    public double tolerance(int query) {
        return metric == Metric.JACCARD || metric == Metric.TANIMOTO ? FLOAT_ERROR : 0;
    }

    @Override
    public double score(double distance) {
        return distance;
    }
}
