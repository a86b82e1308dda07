package io.m2m.dumper.milvus1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletedDocsFileTest {
    private static final String TWO_OF_THREE = "0C00000000000000 | 02000000 | 00000000 | 02000000";

    @TempDir
    private Path folder;

    private Files1x files;

    @BeforeEach
    void prepare() {
        files = new Files1x(folder);
    }

    @Test
    void trap1UnsortedAndRepeatedOffsetsDeleteEachRowOnce() throws Exception {
        DeletedDocsFile read = DeletedDocsFile.read(files.file("deleted_docs", TWO_OF_THREE), 3, 0, 3);

        assertThat(read).isEqualTo(new DeletedDocsFile(bits(0, 2), 0, 0));
        assertThat(read.count()).isEqualTo(2);
    }

    @Test
    void trap4BytesBehindTheListAreNoOffsets() throws Exception {
        DeletedDocsFile read = DeletedDocsFile.read(files.file("deleted_docs", TWO_OF_THREE + "01000000"), 3, 0, 3);

        assertThat(read).isEqualTo(new DeletedDocsFile(bits(0, 2), 0, 4));
    }

    @Test
    void offsetsThatAreNoRowsAreCountedAndDeleteNothing() throws Exception {
        DeletedDocsFile read = DeletedDocsFile.read(
                files.file("deleted_docs", "0C00000000000000 | 03000000 | FFFFFFFF | 01000000"), 3, 0, 3);

        assertThat(read).isEqualTo(new DeletedDocsFile(bits(1), 2, 0));
    }

    @Test
    void aSliceSeesItsOwnDeletesCountedFromItsFirstRow() throws Exception {
        DeletedDocsFile read = DeletedDocsFile.read(
                files.file("deleted_docs", "1000000000000000 | 04000000 | 00000000 | 02000000 | 05000000"), 6, 2, 3);

        assertThat(read).isEqualTo(new DeletedDocsFile(bits(0, 2), 0, 0));
    }

    @Test
    void eightZeroBytesDeleteNothing() throws Exception {
        assertThat(DeletedDocsFile.read(files.file("deleted_docs", "0000000000000000"), 3, 0, 3))
                .isEqualTo(new DeletedDocsFile(bits(), 0, 0));
    }

    @Test
    void aLongListIsReadInBlocks() throws Exception {
        int count = 40_000;
        StringBuilder list = new StringBuilder("0071020000000000");
        for (int i = 0; i < count; i++) {
            list.append(String.format("%08X", Integer.reverseBytes(2 * i)));
        }

        DeletedDocsFile read = DeletedDocsFile.read(files.file("deleted_docs", list.toString()), 80_000, 0, 80_000);

        assertThat(read.count()).isEqualTo(count);
        assertThat(read.deleted().nextSetBit(79_997)).isEqualTo(79_998);
    }

    @Test
    void trap2ALengthThatIsNoMultipleOfAnOffsetIsRefused() throws Exception {
        refused(files.file("deleted_docs", "0600000000000000 | 02000000 | 0000"), "6 bytes are no multiple of the 4");
    }

    @Test
    void trap3AListShorterThanItsHeaderIsRefused() throws Exception {
        refused(files.file("deleted_docs", "0C00000000000000 | 02000000"), "it says 12 bytes, but 4 follow");
    }

    @Test
    void aMissingFileIsNoEmptyList() {
        refused(files.missing("deleted_docs"), "the file is missing");
    }

    @Test
    void aFileWithoutAHeaderIsNoEmptyList() throws Exception {
        refused(files.file("deleted_docs", ""), "expected 8 bytes, found 0");
    }

    private static void refused(SegmentFile file, String reason) {
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> DeletedDocsFile.read(file, 3, 0, 3))
                .withMessageContaining(reason);
    }

    private static BitSet bits(int... rows) {
        BitSet bits = new BitSet();
        for (int row : rows) {
            bits.set(row);
        }
        return bits;
    }
}
