package io.m2m.verifier.verify;

import io.m2m.common.fingerprint.Fingerprint;
import io.m2m.common.fingerprint.RowHasher;

/** Adds rows up, with their vectors or by their ids alone. Not safe for use by several threads. */
final class RowSums {
    private final boolean vectors;
    private final RowHasher hasher;
    private long rows;

    /** @param rowBytes width of a vector, 0 to add up ids alone */
    RowSums(int rowBytes) {
        this.vectors = rowBytes > 0;
        this.hasher = new RowHasher(rowBytes);
    }

    void add(long id, byte[] block, int offset) {
        rows++;
        if (vectors) {
            hasher.add(id, block, offset);
        } else {
            hasher.addId(id);
        }
    }

    /** Adds a row and gives its own hash. */
    Fingerprint hash(long id, byte[] block, int offset) {
        Fingerprint before = hasher.rows();
        add(id, block, offset);
        return hasher.rows().minus(before);
    }

    Sums sums() {
        return new Sums(rows, hasher.ids(), vectors ? hasher.rows() : Fingerprint.NONE);
    }
}
