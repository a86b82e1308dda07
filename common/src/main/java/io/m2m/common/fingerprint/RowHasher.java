package io.m2m.common.fingerprint;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Adds up row hashes: XXH3-128 (seed 0) over the id as 8 little-endian bytes followed by the vector's stored bytes, and
 * over the id alone. Not safe for use by several threads.
 */
public final class RowHasher {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    private final int rowBytes;
    private final byte[] row;
    private long rowHigh;
    private long rowLow;
    private long idHigh;
    private long idLow;

    /** @param rowBytes bytes of one vector as stored, 0 when only ids are hashed */
    public RowHasher(int rowBytes) {
        this.rowBytes = rowBytes;
        this.row = new byte[Math.addExact(8, rowBytes)];
    }

    /** Adds one row whose vector starts at {@code offset} of {@code vectors}. */
    public void add(long id, byte[] vectors, int offset) {
        addId(id);
        System.arraycopy(vectors, offset, row, 8, rowBytes);
        HashValue128 hash = XXH3.hashBytesTo128Bits(row, 0, row.length);
        long sum = rowLow + hash.getLeastSignificantBits();
        rowHigh += hash.getMostSignificantBits() + (Long.compareUnsigned(sum, rowLow) < 0 ? 1 : 0);
        rowLow = sum;
    }

    /** Adds one id, leaving the sum over whole rows alone. */
    public void addId(long id) {
        LONG.set(row, 0, id);
        HashValue128 hash = XXH3.hashBytesTo128Bits(row, 0, 8);
        long sum = idLow + hash.getLeastSignificantBits();
        idHigh += hash.getMostSignificantBits() + (Long.compareUnsigned(sum, idLow) < 0 ? 1 : 0);
        idLow = sum;
    }

    /** Sum over ids and vectors. */
    public Fingerprint rows() {
        return new Fingerprint(rowHigh, rowLow);
    }

    /** Sum over ids alone. */
    public Fingerprint ids() {
        return new Fingerprint(idHigh, idLow);
    }
}
