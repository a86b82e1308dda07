package io.m2m.dumper.milvus1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UidFileTest {
    private static final String THREE_IDS = "1800000000000000 | 0100000000000000 | FFFFFFFFFFFFFFFF | 0000000000000000";

    @TempDir
    private Path folder;

    private Files1x files;

    @BeforeEach
    void prepare() {
        files = new Files1x(folder);
    }

    @Test
    void trap2TheHeaderCountsBytes() throws Exception {
        assertThat(ids(files.file("1.uid", THREE_IDS), 3, 0)).containsExactly(1, -1, 0);
    }

    @Test
    void startsAtTheFirstRowAskedFor() throws Exception {
        assertThat(ids(files.file("1.uid", THREE_IDS), 3, 2)).containsExactly(0);
    }

    @Test
    void trap3AFileShorterThanItsHeaderIsRefusedByByteAndField() throws Exception {
        SegmentFile file = files.file("1.uid", THREE_IDS.substring(0, THREE_IDS.length() - 2));

        refused(file, 3, "byte 0, length of the payload: it says 24 bytes, but 23 follow");
    }

    @Test
    void refusesALengthThatIsNoMultipleOfARow() throws Exception {
        refused(files.file("1.uid", "0700000000000000 | 01020304050607"), 1, "7 bytes are no multiple of the 8");
    }

    @Test
    void refusesALengthThatWouldBeNegative() throws Exception {
        refused(files.file("1.uid", "F8FFFFFFFFFFFFFF | 00"), 1, "it says 18446744073709551608 bytes, but 1 follow");
    }

    @Test
    void refusesAnotherNumberOfRows() throws Exception {
        refused(files.file("1.uid", THREE_IDS), 4, "expected the ids of 4 rows of the segment, found those of 3");
    }

    @Test
    void refusesAFileWithoutAHeader() throws Exception {
        refused(files.file("1.uid", ""), 0, "byte 0, length of the payload: expected 8 bytes, found 0");
    }

    @Test
    void refusesAMissingFile() {
        refused(files.missing("1.uid"), 0, "the file is missing");
    }

    @Test
    void aFileThatGotShorterSinceItWasMeasuredIsRefusedWhereItEnds() throws Exception {
        SegmentFile file = files.file("1.uid", THREE_IDS);
        Files.write(folder.resolve("1.uid"), java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("1.uid")), 20));
        try (UidFile uid = UidFile.open(file, 3, 0)) {
            uid.read(new byte[8], 1);

            assertThatThrownBy(() -> uid.read(new byte[16], 2))
                    .hasMessage("byte 16, ids: expected 16 bytes, found 4; restore it from a copy of the store");
        }
    }

    @Test
    void trap6AnEmptyFileHasNoRows() throws Exception {
        assertThat(ids(files.file("1.uid", "0000000000000000"), 0, 0)).isEmpty();
    }

    @Test
    void bytesBehindTheIdsAreLeftAlone() throws Exception {
        assertThat(ids(files.file("1.uid", THREE_IDS + "AABB"), 3, 0)).containsExactly(1, -1, 0);
    }

    private static void refused(SegmentFile file, long rows, String reason) {
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> UidFile.open(file, rows, 0))
                .withMessageContaining(reason)
                .satisfies(damage -> assertThat(damage.file()).isEqualTo("1.uid"));
    }

    private static long[] ids(SegmentFile file, int rows, int firstRow) throws DamagedFileException, IOException {
        byte[] bytes = new byte[8 * (rows - firstRow)];
        try (UidFile uid = UidFile.open(file, rows, firstRow)) {
            uid.read(bytes, rows - firstRow);
        }
        LongBuffer ids = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        long[] array = new long[ids.remaining()];
        ids.get(array);
        return array;
    }
}
