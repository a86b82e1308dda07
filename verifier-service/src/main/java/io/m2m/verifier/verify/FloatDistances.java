package io.m2m.verifier.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Squared Euclidean distances, or inner products with their sign turned; in doubles. */
final class FloatDistances implements Distances {
    /** What the last bit of a float is worth. */
    private static final double ULP = 0x1p-23;

    /** Of the numbers that are added up: what is lost in a sum grows with the root of its terms. */
    private final double floatError;

    private final boolean inner;
    private final float[][] queries;
    private final double[] squares;
    private final float[] row;
    private double rowSquare;

    FloatDistances(String metric, List<byte[]> queries) {
        this.inner = switch (metric) {
            case "L2" -> false;
            case "IP" -> true;
            default -> throw new IllegalArgumentException("no distances of float vectors by metric " + metric);
        };
        int dim = queries.isEmpty() ? 0 : queries.getFirst().length / Float.BYTES;
        this.floatError = ULP * (4 + Math.sqrt(dim));
        this.row = new float[dim];
        this.queries = new float[queries.size()][dim];
        this.squares = new double[queries.size()];
        for (int i = 0; i < this.queries.length; i++) {
            decode(queries.get(i), 0, this.queries[i]);
            squares[i] = product(this.queries[i], this.queries[i]);
        }
    }

    private static void decode(byte[] vectors, int offset, float[] floats) {
        ByteBuffer.wrap(vectors, offset, floats.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
    }

    @Override
    public void row(byte[] vectors, int offset) {
        decode(vectors, offset, row);
        rowSquare = product(row, row);
    }

    @Override
    public double to(int query) {
        double distance = inner ? -product(queries[query], row) : squaredDifference(queries[query], row);
        return beyondFloats(query) ? Double.POSITIVE_INFINITY : distance;
    }

    @Override
    public double tolerance(int query) {
        return beyondFloats(query) ? Double.POSITIVE_INFINITY : floatError * magnitude(query);
    }

    private boolean beyondFloats(int query) {
        return magnitude(query) > Float.MAX_VALUE;
    }

    private double magnitude(int query) {
        return inner ? Math.sqrt(squares[query] * rowSquare) : squares[query] + rowSquare;
    }

    @Override
    public double score(double distance) {
        return inner ? -distance : distance;
    }

    // Two sums at a time: additions of doubles in one chain wait for each other.

    private static double product(float[] a, float[] b) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            even += (double) a[i] * b[i];
            odd += (double) a[i + 1] * b[i + 1];
        }
        return i < a.length ? even + odd + (double) a[i] * b[i] : even + odd;
    }

    private static double squaredDifference(float[] a, float[] b) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            double left = (double) a[i] - b[i];
            double right = (double) a[i + 1] - b[i + 1];
            even += left * left;
            odd += right * right;
        }
        double last = i < a.length ? (double) a[i] - b[i] : 0;
        return even + odd + last * last;
    }
}
