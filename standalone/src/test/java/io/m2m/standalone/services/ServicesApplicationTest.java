package io.m2m.standalone.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.message.Level;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.direct.Configurations;
import io.m2m.standalone.process.Deployment.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesApplicationTest {
    private static final String YAML = """
            dumper: {worker: {workMode: milvus1x}}
            meta: {mode: sqlite, sqliteFile: meta.sqlite}
            source: {mode: local, local: {tablesDir: tables}}
            target:
              mode: local
              local: {outputDir: staging}
              milvus2x: {endpoint: 'localhost:19530'}
            """;

    private final ServicesApplication services =
            new ServicesApplication(new Configurations(new ConfigLoader(Map.of())), List.of(), List.of());

    @TempDir
    private Path folder;

    @Test
    void theSameConfigurationIsTheSameMigration() throws IOException {
        Prepared first = prepare(YAML, Map.of());
        Prepared again = prepare(YAML, Map.of("loader.worker.limit", "3"));

        assertThat(again.migration()).isEqualTo(first.migration());
    }

    @Test
    void theLevelIsThatOfTheConfiguration() throws IOException {
        assertThat(prepare(YAML, Map.of()).level()).isEqualTo(Level.FULL);
        assertThat(prepare(YAML, Map.of("verify.level", "ids")).level()).isEqualTo(Level.IDS);
    }

    @Test
    void anUnknownKeyIsRefusedWithItsLineAndTheNearestKey() {
        assertThatThrownBy(() -> prepare(YAML.replace("outputDir", "outputDri"), Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContainingAll("outputDri", "line 6", "outputDir");
    }

    private Prepared prepare(String yaml, Map<String, String> assignments) throws IOException {
        Path file = Files.writeString(folder.resolve("migration.yaml"), yaml);
        return services.prepare(new ConfigChoice(file, assignments));
    }
}
