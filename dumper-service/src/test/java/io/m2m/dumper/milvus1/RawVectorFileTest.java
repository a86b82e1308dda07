package io.m2m.dumper.milvus1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.storage.LocalObjectStore;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawVectorFileTest {
    @TempDir
    private Path folder;

    private Files1x files;

    @BeforeEach
    void prepare() {
        files = new Files1x(folder);
    }

    @Test
    void readsSinglesRowByRow() throws Exception {
        SegmentFile file =
                files.file("1.rv", "1800000000000000 | 0000803F 00000040 | 00000080 0000C07F | 01000000 000080BF");
        byte[] rows = new byte[24];

        try (RawVectorFile vectors = RawVectorFile.open(file, 8, 3, 0)) {
            vectors.read(rows, 3);
        }

        float[] singles = new float[6];
        ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(singles);
        assertThat(singles).containsExactly(1, 2, -0.0f, Float.NaN, Float.MIN_VALUE, -1);
    }

    @Test
    void readsBinaryRowsAsTheyAre() throws Exception {
        SegmentFile file = files.file("1.rv", "0600000000000000 | 0102 | 0304 | FF80");
        byte[] rows = new byte[4];

        try (RawVectorFile vectors = RawVectorFile.open(file, 2, 3, 1)) {
            vectors.read(rows, 2);
        }

        assertThat(rows).containsExactly(3, 4, 0xff, 0x80);
    }

    @Test
    void refusesVectorsOfAnotherDimension() throws Exception {
        SegmentFile file = files.file("1.rv", "0600000000000000 | 0102 | 0304 | 0506");

        assertThatThrownBy(() -> RawVectorFile.open(file, 4, 3, 0)).hasMessageContaining("no multiple of the 4 bytes");
        assertThatThrownBy(() -> RawVectorFile.open(file, 1, 3, 0))
                .hasMessageContaining("expected the vectors of 3 rows of the segment, found those of 6");
    }

    @Test
    void trap30RowsBeyondTwoGibibytesAreReachedInOneStep() throws Exception {
        int rowBytes = 4 * 32768;
        int rows = 16400;
        Path path = folder.resolve("1.rv");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(8 + (long) rows * rowBytes);
            sparse.writeLong(Long.reverseBytes((long) rows * rowBytes));
            sparse.seek(8 + 16399L * rowBytes);
            sparse.writeByte(42);
        }
        byte[] last = new byte[rowBytes];

        try (RawVectorFile vectors = RawVectorFile.open(
                new SegmentFile(new LocalObjectStore(folder), "1.rv", Files.size(path)), rowBytes, rows, 16399)) {
            vectors.read(last, 1);
        }

        assertThat(Files.size(path)).isGreaterThan(Integer.MAX_VALUE);
        assertThat(last[0]).isEqualTo((byte) 42);
    }
}
