package io.m2m.verifier.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/** The scores of a Milvus 2.x by their definitions, bit by bit and number by number. */
final class PlainDistance {
    private PlainDistance() {}

    /** @return 1 for a row that does not match a structural metric */
    static float score(String metric, byte[] query, byte[] row) {
        return switch (metric) {
            case "L2" -> floats(query, row, true);
            case "IP" -> floats(query, row, false);
            case "HAMMING" -> combined(query, row, BitSet::xor);
            case "JACCARD" -> jaccard(query, row);
            case "SUBSTRUCTURE" -> combined(query, row, BitSet::andNot) == 0 ? 0 : 1;
            case "SUPERSTRUCTURE" -> combined(row, query, BitSet::andNot) == 0 ? 0 : 1;
            default -> throw new IllegalArgumentException(metric);
        };
    }

    private static float floats(byte[] a, byte[] b, boolean difference) {
        ByteBuffer left = ByteBuffer.wrap(a).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer right = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
        float sum = 0;
        while (left.hasRemaining()) {
            float x = left.getFloat();
            float y = right.getFloat();
            sum += difference ? (x - y) * (x - y) : x * y;
        }
        return sum;
    }

    private static float jaccard(byte[] a, byte[] b) {
        int either = combined(a, b, BitSet::or);
        return either == 0 ? 1 : 1 - (float) combined(a, b, BitSet::and) / either;
    }

    private interface Combination {
        void into(BitSet bits, BitSet others);
    }

    private static int combined(byte[] a, byte[] b, Combination combination) {
        BitSet bits = BitSet.valueOf(a);
        combination.into(bits, BitSet.valueOf(b));
        return bits.cardinality();
    }
}
