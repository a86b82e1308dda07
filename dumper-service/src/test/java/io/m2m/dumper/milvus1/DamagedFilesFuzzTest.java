package io.m2m.dumper.milvus1;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.storage.LocalObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes the files of a segment hold, their readers read them or refuse them by name; nothing else happens. */
class DamagedFilesFuzzTest {
    private static final long SEED = 20_260_101;
    private static final int FILES = 800;
    private static final int MOST_BYTES = 96;
    private static final int ROW_BYTES = 12;
    /** Lengths that arithmetic gets wrong. */
    private static final long[] LENGTHS = {
        0, 1, 7, 8, 12, 24, -1, -8, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 31, 1L << 32, 1L << 33
    };

    @TempDir
    private Path folder;

    /** One reader of a file of {@code rows} rows, from {@code first} on. */
    private interface Reading {
        void read(SegmentFile file, int rows, int first) throws DamagedFileException, IOException;
    }

    private enum Kind {
        IDS((file, rows, first) -> {
            try (UidFile ids = UidFile.open(file, rows, first)) {
                ids.read(new byte[rows * UidFile.ROW_BYTES], rows - first);
            }
        }),
        VECTORS((file, rows, first) -> {
            try (RawVectorFile vectors = RawVectorFile.open(file, ROW_BYTES, rows, first)) {
                vectors.read(new byte[rows * ROW_BYTES], rows - first);
            }
        }),
        DELETES((file, rows, first) -> {
            DeletedDocsFile deletes = DeletedDocsFile.read(file, rows, first, rows - first);
            assertThat(deletes.deleted().length()).isLessThanOrEqualTo(rows - first);
            assertThat(deletes.trailingBytes()).isBetween(0L, file.bytes());
        });

        private final Reading reading;

        Kind(Reading reading) {
            this.reading = reading;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isReadOrRefusedByName(Kind kind) throws IOException {
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            SegmentFile file = file(random);
            int rows = random.nextInt(12);
            try {
                kind.reading.read(file, rows, rows == 0 ? 0 : random.nextInt(rows));
            } catch (DamagedFileException damaged) {
                refused++;
                assertThat(damaged.file()).isEqualTo(file.key());
                assertThat(damaged).message().isNotBlank().doesNotContain("Exception", "\n");
            }
        }
        assertThat(refused).as("both outcomes are met").isBetween(1, FILES - 1);
    }

    /** A header that is often plausible, chance behind it, and a length that is not always the file's own. */
    private SegmentFile file(Random random) throws IOException {
        byte[] bytes = new byte[random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        if (bytes.length >= Long.BYTES && random.nextInt(4) > 0) {
            long length = random.nextBoolean() ? bytes.length - Long.BYTES : LENGTHS[random.nextInt(LENGTHS.length)];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        }
        Path path = Files.write(folder.resolve("file"), bytes);
        long announced = random.nextInt(8) == 0 ? random.nextInt(2 * MOST_BYTES) : bytes.length;
        return new SegmentFile(new LocalObjectStore(folder), path.getFileName().toString(), announced);
    }
}
