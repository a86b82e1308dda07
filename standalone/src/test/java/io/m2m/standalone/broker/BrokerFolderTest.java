package io.m2m.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerFolderTest {
    private static final String PROPERTY = "java.io.tmpdir";

    private final String systemsOwn = System.getProperty(PROPERTY);

    @TempDir
    private Path temporary;

    @BeforeEach
    void useAFolderOfOurOwn() {
        System.setProperty(PROPERTY, temporary.toString());
    }

    @AfterEach
    void useTheSystemsOwn() {
        System.setProperty(PROPERTY, systemsOwn);
    }

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        Path abandoned = temporary.resolve("m2m-broker-1");
        Files.createDirectories(abandoned.resolve("events-0"));
        Files.createFile(abandoned.resolve("m2m.lock"));

        try (BrokerFolder folder = BrokerFolder.temporary()) {
            assertThat(temporary).isDirectoryNotContaining(path -> path.equals(abandoned));
            assertThat(folder.path()).isDirectory();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void leavesAFolderInUseAlone() {
        try (BrokerFolder first = BrokerFolder.temporary();
                BrokerFolder second = BrokerFolder.temporary()) {
            assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
        }
    }

    @Test
    void leavesAFolderThatIsNoBrokersAlone() throws IOException {
        Path foreign = Files.createDirectory(temporary.resolve("m2m-broker-notes"));

        BrokerFolder.temporary().close();

        assertThat(foreign).isDirectory();
    }

    @Test
    void keepsTheContentOfANamedFolder() throws IOException {
        Path named = temporary.resolve("data");

        try (BrokerFolder folder = BrokerFolder.kept(named)) {
            Files.createFile(folder.path().resolve("events"));
        }

        assertThat(named.resolve("events")).exists();
    }

    @Test
    void refusesANamedFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> BrokerFolder.kept(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContainingAll("the data folder " + file, "name a folder that can be written");
    }
}
