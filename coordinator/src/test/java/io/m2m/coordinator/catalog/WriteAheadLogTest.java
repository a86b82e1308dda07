package io.m2m.coordinator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.coordinator.Genuine;
import io.m2m.coordinator.catalog.jdbc.SqliteMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Correction C2 and C3 of the format: what the log of a real server says about rows that are in no file. */
class WriteAheadLogTest {
    @TempDir
    Path folder;

    @Test
    void countsWhatAKilledServerHadAcknowledgedAndNotFlushed() throws IOException {
        Map<String, String> found = unflushed("wal_killed");

        // As the log of the store's making tells: inserts and deletes after its only flush.
        assertThat(found).containsOnlyKeys("w_l2", "w_bin", "w_part", "w_new");
        assertThat(found.get("w_l2")).contains("holds 60 inserts and 6 deletes of it");
        assertThat(found.get("w_bin")).contains("holds 10 inserts and 0 deletes of it");
        assertThat(found.get("w_part")).contains("holds 15 inserts and 2 deletes of it");
        assertThat(found.get("w_new")).contains("holds 12 inserts and 0 deletes of it");
    }

    @Test
    void findsNothingInTheLogThatACleanStopLeavesBehind() throws IOException {
        assertThat(unflushed("wal_clean_stop")).isEmpty();
    }

    @Test
    void stopsWhereARecordWasNotFinished() throws IOException {
        Genuine store = Genuine.copy("wal_killed", folder);
        Path log = store.folder().resolve("wal/0.wal");
        byte[] whole = Files.readAllBytes(log);
        log.toFile().setWritable(true);
        Files.write(log, Arrays.copyOf(whole, whole.length - 1));

        Map<String, String> found =
                new WriteAheadLog(log.getParent()).unflushed(new SqliteMetadata(store.metadata()).read());

        assertThat(found).containsOnlyKeys("w_l2", "w_bin", "w_part");
    }

    private Map<String, String> unflushed(String store) throws IOException {
        Genuine copy = Genuine.copy(store, folder);
        return new WriteAheadLog(copy.folder().resolve("wal")).unflushed(new SqliteMetadata(copy.metadata()).read());
    }
}
