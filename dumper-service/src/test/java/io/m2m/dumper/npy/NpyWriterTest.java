package io.m2m.dumper.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.storage.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {
    @TempDir
    private Path folder;

    @Test
    void tellsLengthAndChecksumOfTheWholeFile() throws IOException {
        StagedFile staged;
        try (NpyWriter writer = start(2)) {
            writer.write(new byte[] {9, 1, 2, 3, 4, 5, 6, 9}, 1, 6);
            staged = writer.commit();
        }

        byte[] file = Files.readAllBytes(folder.resolve("data.npy"));
        assertThat(file).hasSize(134).endsWith(1, 2, 3, 4, 5, 6);
        assertThat(staged).isEqualTo(new StagedFile(134, crc32c(file), "|u1", List.of(2L, 3L)));
    }

    @Test
    void theChecksumOfTheTestIsCrc32c() {
        assertThat(crc32c("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("e3069283");
    }

    @Test
    void refusesToCommitFewerRowsThanItAnnounced() throws IOException {
        try (NpyWriter writer = start(2)) {
            writer.write(new byte[3], 0, 3);

            assertThatThrownBy(writer::commit).hasMessageContainingAll("[2, 3]", "134", "131");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesNothingBehindWithoutACommit() throws IOException {
        try (NpyWriter writer = start(1)) {
            writer.write(new byte[3], 0, 3);
        }

        assertThat(folder).isEmptyDirectory();
    }

    private NpyWriter start(long rows) throws IOException {
        return NpyWriter.start(new LocalObjectStore(folder).create("data.npy"), "|u1", List.of(rows, 3L), 3, 16);
    }

    /** Bit by bit, from the polynomial. */
    private static String crc32c(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
            }
        }
        return String.format("%08x", ~crc);
    }
}
