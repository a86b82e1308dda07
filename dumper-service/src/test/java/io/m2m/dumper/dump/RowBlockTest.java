package io.m2m.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RowBlockTest {
    @RepeatedTest(50)
    void whatIsNotTakenOutStaysInOrder(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int first = random.nextInt(100);
        int rows = 1 + random.nextInt(40);
        RowBlock block = block(rows);
        BitSet out = new BitSet();
        int percent = random.nextInt(101);
        random.ints(200, 0, 100).forEach(p -> out.set(random.nextInt(200), p < percent));
        List<Long> kept = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (!out.get(first + row)) {
                kept.add((long) row);
            }
        }

        block.remove(out, first);

        List<Long> ids = new ArrayList<>();
        List<Long> vectors = new ArrayList<>();
        for (int row = 0; row < block.rows(); row++) {
            ids.add(block.id(row));
            vectors.add((long) block.vectors()[block.vector(row) + 2]);
        }
        assertThat(ids).isEqualTo(kept);
        assertThat(vectors).isEqualTo(kept);
    }

    @Test
    void findsEveryValueThatIsNotFinite() {
        Random random = new Random(3);
        for (int turn = 0; turn < 20_000; turn++) {
            float[] values = new float[1 + turn % 7];
            for (int i = 0; i < values.length; i++) {
                int exponent = random.nextInt(4) == 0 ? 0x7f800000 : 0x7f000000;
                values[i] = Float.intBitsToFloat(random.nextInt() & 0x807fffff | exponent);
            }
            byte[] bytes = new byte[4 + 4 * values.length];
            ByteBuffer.wrap(bytes, 4, bytes.length - 4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .put(values);
            boolean finite = true;
            for (float value : values) {
                finite &= Float.isFinite(value);
            }

            assertThat(Floats.finite(bytes, 4, 4 * values.length)).isEqualTo(finite);
        }
    }

    private static RowBlock block(int rows) {
        RowBlock block = new RowBlock(3, 8 * rows);
        for (int row = 0; row < rows; row++) {
            block.ids()[8 * row] = (byte) row;
            block.vectors()[3 * row + 2] = (byte) row;
        }
        block.holds(rows);
        return block;
    }
}
