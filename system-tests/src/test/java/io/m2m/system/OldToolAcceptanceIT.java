package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The sample of {@code milvus-migration}, its metadata file and what its users check afterwards. */
@ResourceLock(Milvus.LOCAL)
class OldToolAcceptanceIT {
    private static final String SEGMENT = "1678354366132931000";
    private static final String META =
            "{\"collections\":[{\"collection\":\"test1w\",\"metric\":1,\"rows\":10000,\"dim\":256,"
                    + "\"segments\":[{\"collection\":\"test1w\",\"segment\":\"" + SEGMENT
                    + "\",\"dim\":256,\"rows\":10000,\"fileSize\":10320000}]}],\"rows\":10000}";
    private static final int ROWS = 10_000;
    private static final int DIMENSION = 256;

    /** By the command lines of its guide. */
    @Test
    void itsSampleArrives() throws IOException {
        Path folder = Places.fresh("old-tool");
        Path tables = folder.resolve("tables");
        writeSegment(Files.createDirectories(tables.resolve("test1w").resolve(SEGMENT)));
        Path meta = Files.writeString(folder.resolve("meta.json"), META);
        Configuration configuration = new Configuration(
                "mode: mock\nmockFile: " + meta + "\n",
                "mode: local\nlocal:\n  tablesDir: " + tables + "\n",
                "mode: local\nlocal:\n  outputDir: " + folder.resolve("staging") + "\n");
        Migrating migrating = Migrating.to(Milvus.local(), folder, configuration);

        succeeds(M2m.run(folder, "dump", "--config=" + migrating.config()));
        succeeds(M2m.run(folder, "load", "--col=test1w", "--config=" + migrating.config()));
        succeeds(M2m.run(folder, "start", "-c", migrating.config().toString()));

        Python.run(folder, "acceptance.py", List.of(migrating.target().endpoint()));
    }

    private static void succeeds(Ended ended) {
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
    }

    /** Each file: the size of its payload in 8 bytes, then the payload; no row is deleted. */
    private static void writeSegment(Path folder) throws IOException {
        ByteBuffer ids = ByteBuffer.allocate(ROWS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long id = 1; id <= ROWS; id++) {
            ids.putLong(id);
        }
        ByteBuffer vectors = ByteBuffer.allocate(ROWS * DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (vectors.hasRemaining()) {
            vectors.putFloat(1);
        }
        write(folder.resolve(SEGMENT + ".uid"), ids.array());
        write(folder.resolve(SEGMENT + ".rv"), vectors.array());
        write(folder.resolve("deleted_docs"), new byte[0]);
    }

    private static void write(Path file, byte[] payload) throws IOException {
        ByteBuffer size =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(payload.length);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(size.array());
            out.write(payload);
        }
    }
}
