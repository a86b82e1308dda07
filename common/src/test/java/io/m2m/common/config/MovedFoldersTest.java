package io.m2m.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovedFoldersTest {
    private final MovedFolders moved = new MovedFolders(Map.of(
            Path.of("/var/lib/milvus"), Path.of("/mnt/copy"),
            Path.of("/var/lib/milvus/ssd"), Path.of("/mnt/ssd"),
            Path.of("/never"), Path.of("/mnt/never"),
            Path.of("old"), Path.of("new")));

    @ParameterizedTest
    @CsvSource({
        "/var/lib/milvus/db/tables, /mnt/copy/db/tables",
        "/var/lib/milvus,           /mnt/copy",
        "/var/lib/./milvus/db/,     /mnt/copy/db",
        "/var/lib/milvus/ssd/a,     /mnt/ssd/a",
        "/var/lib/milvus2/db,       /var/lib/milvus2/db",
        "/var/lib,                  /var/lib",
        "old/tables,                new/tables",
        "other/tables,              other/tables"
    })
    void aPathBelowAFolderIsReadBelowTheOther(Path named, Path now) {
        assertThat(moved.now(named)).isEqualTo(now);
    }

    @Test
    void aFolderThatHoldsNothingOfWhatWasAskedForIsTold() {
        moved.now(Path.of("/var/lib/milvus/db/tables"));
        moved.now(Path.of("/var/lib/milvus/ssd/tables"));
        moved.now(Path.of("old/tables"));

        assertThat(moved.unused()).containsExactly(Path.of("/never"));
    }
}
