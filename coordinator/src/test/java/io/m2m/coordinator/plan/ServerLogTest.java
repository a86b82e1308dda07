package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    private Path folder;

    @Test
    void correction2_neverClaimsThatAllRowsWereFlushed() throws IOException {
        Files.createFile(folder.resolve("0.wal"));
        Files.createFile(folder.resolve("1.wal"));
        Files.createFile(folder.resolve("mxlog.meta"));

        assertThat(ServerLog.note(folder))
                .hasValueSatisfying(note -> assertThat(note)
                        .contains(folder.toString(), "(2)", "whether all rows were flushed cannot be told"));
    }

    @Test
    void correction3_aFolderWithoutLogsIsNotWorthANote() throws IOException {
        Files.createFile(folder.resolve("mxlog.meta"));

        assertThat(ServerLog.note(folder)).isEmpty();
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> ServerLog.note(folder.resolve("wal")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("source.local.walDir");
    }
}
