package io.m2m.coordinator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.coordinator.Genuine;
import io.m2m.coordinator.MetadataExport;
import io.m2m.coordinator.catalog.jdbc.SqliteMetadata;
import io.m2m.coordinator.catalog.json.IndexParams;
import io.m2m.coordinator.catalog.json.MetaJsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes of a store's metadata are, they are read or refused in one sentence; nothing else happens. */
class DamagedMetadataFuzzTest {
    private static final long SEED = 20_260_102;
    private static final int SQLITE_FILES = 40;
    private static final int JSON_FILES = 600;
    private static final int LOGS = 600;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private Genuine store;

    @BeforeEach
    void copy() throws IOException {
        store = Genuine.copy("wal_clean_stop", folder);
    }

    @Test
    void aDatabaseIsReadOrRefusedInOneSentence() throws IOException {
        byte[] genuine = Files.readAllBytes(store.metadata());
        Path file = folder.resolve("meta.sqlite");

        for (int i = 0; i < SQLITE_FILES; i++) {
            Files.write(file, damaged(genuine));
            readOrRefused(new SqliteMetadata(file)::read);
        }
    }

    @Test
    void anExportIsReadOrRefusedInOneSentence() throws IOException {
        byte[] genuine = Files.readAllBytes(MetadataExport.fromSqlite(store.metadata(), folder));
        MetaJsonFile file = new MetaJsonFile(new LocalObjectStore(folder), MetaJsonFile.NAME, Json.mapper());

        for (int i = 0; i < JSON_FILES; i++) {
            Files.write(folder.resolve(MetaJsonFile.NAME), damaged(genuine));
            readOrRefused(file::read);
        }
    }

    @Test
    void aWriteAheadLogIsReadAsFarAsItIsOne() throws IOException {
        Metadata metadata = new SqliteMetadata(store.metadata()).read();
        byte[] genuine = Files.readAllBytes(store.folder().resolve("wal/1.wal"));
        Path logs = Files.createDirectory(folder.resolve("logs"));
        WriteAheadLog log = new WriteAheadLog(logs);

        for (int i = 0; i < LOGS; i++) {
            Files.write(logs.resolve("1.wal"), damaged(genuine));
            assertThat(log.unflushed(metadata).values())
                    .allSatisfy(sentence -> assertThat(sentence).contains("behind what was flushed"));
        }
    }

    private static void readOrRefused(MetadataSource source) {
        try {
            Catalog catalog = CatalogReader.read(source.read(), new IndexParams(Json.mapper())::read);
            assertThat(catalog.collections()).isNotNull();
        } catch (ProblemException refused) {
            assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.CONFIGURATION);
            assertThat(refused.problem().sentence()).contains("meta.").doesNotContain("\n", "io.m2m", "tools.jackson");
        }
    }

    /** The same with some bytes changed, or cut, or with a stretch of itself repeated. */
    private byte[] damaged(byte[] genuine) {
        byte[] bytes = genuine.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        int from = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, from);
            case 1 -> {
                int to = random.nextInt(bytes.length);
                System.arraycopy(genuine, from, bytes, to, Math.min(64, bytes.length - Math.max(from, to)));
                yield bytes;
            }
            default -> bytes;
        };
    }
}
