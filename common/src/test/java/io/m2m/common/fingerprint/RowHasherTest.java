package io.m2m.common.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The test vectors are those published for anybody who recomputes a fingerprint. */
class RowHasherTest {
    private static final int DIM = 4;
    private static final byte[] FIRST = floats(1, 1, 1, 1);
    private static final byte[] SECOND = floats(0.5f, -0.0f, 2, -1.5f);

    @Test
    void hashesOneRow() {
        RowHasher hasher = new RowHasher(FIRST.length);

        hasher.add(1, FIRST, 0);

        assertThat(hasher.rows()).hasToString("dbfea518dd98847abc4d9024e0c311ec");
        assertThat(hasher.ids()).hasToString("bdc94bce2eda264dbc08dc21994df8a2");
    }

    @Test
    void addsUpTwoRows() {
        RowHasher hasher = new RowHasher(FIRST.length);

        hasher.add(1, FIRST, 0);
        hasher.add(2, SECOND, 0);

        assertThat(hasher.rows()).hasToString("c2d68fe8c54557a9996f7d159cd3ebea");
        assertThat(hasher.ids()).hasToString("3d9eee8fc7e25fbb24cd8ef21098b1d1");
    }

    @Test
    void isZeroWithoutRows() {
        RowHasher hasher = new RowHasher(FIRST.length);

        assertThat(hasher.rows()).hasToString("0".repeat(32));
        assertThat(hasher.ids()).hasToString("0".repeat(32));
    }

    @Test
    void doesNotDependOnTheOrderOfRows() {
        RowHasher hasher = new RowHasher(FIRST.length);

        hasher.add(2, SECOND, 0);
        hasher.add(1, FIRST, 0);

        assertThat(hasher.rows()).hasToString("c2d68fe8c54557a9996f7d159cd3ebea");
        assertThat(hasher.ids()).hasToString("3d9eee8fc7e25fbb24cd8ef21098b1d1");
    }

    @Test
    void addsUpOverSegments() {
        RowHasher first = new RowHasher(FIRST.length);
        RowHasher second = new RowHasher(SECOND.length);

        first.add(1, FIRST, 0);
        second.add(2, SECOND, 0);

        assertThat(first.rows().plus(second.rows())).hasToString("c2d68fe8c54557a9996f7d159cd3ebea");
        assertThat(first.ids().plus(second.ids())).hasToString("3d9eee8fc7e25fbb24cd8ef21098b1d1");
    }

    @Test
    void readsAVectorFromTheMiddleOfABlock() {
        byte[] block = ByteBuffer.allocate(3 * FIRST.length)
                .put(SECOND)
                .put(FIRST)
                .put(SECOND)
                .array();
        RowHasher hasher = new RowHasher(FIRST.length);

        hasher.add(1, block, FIRST.length);

        assertThat(hasher.rows()).hasToString("dbfea518dd98847abc4d9024e0c311ec");
    }

    @Test
    void sumsIdsAloneWithoutTouchingTheSumOfRows() {
        RowHasher hasher = new RowHasher(0);

        hasher.addId(1);
        hasher.addId(2);

        assertThat(hasher.ids()).hasToString("3d9eee8fc7e25fbb24cd8ef21098b1d1");
        assertThat(hasher.rows()).isEqualTo(Fingerprint.NONE);
    }

    @Test
    void tellsMinusZeroFromZeroAndOneIdFromAnother() {
        assertThat(rowOf(2, floats(0.5f, -0.0f, 2, -1.5f))).isNotEqualTo(rowOf(2, floats(0.5f, 0.0f, 2, -1.5f)));
        assertThat(rowOf(2, SECOND)).isNotEqualTo(rowOf(3, SECOND));
    }

    @Test
    void countsEveryCopyOfARepeatedRow() {
        RowHasher hasher = new RowHasher(FIRST.length);

        hasher.add(1, FIRST, 0);
        hasher.add(1, FIRST, 0);

        assertThat(hasher.rows()).isEqualTo(rowOf(1, FIRST).plus(rowOf(1, FIRST)));
        assertThat(hasher.rows()).isNotEqualTo(rowOf(1, FIRST));
    }

    private static Fingerprint rowOf(long id, byte[] vector) {
        RowHasher hasher = new RowHasher(vector.length);
        hasher.add(id, vector, 0);
        return hasher.rows();
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * DIM).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }
}
