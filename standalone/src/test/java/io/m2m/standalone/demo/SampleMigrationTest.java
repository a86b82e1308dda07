package io.m2m.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.Demo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleMigrationTest {
    private final List<String> said = new ArrayList<>();
    private final List<Path> started = new ArrayList<>();
    private boolean stopped;

    @Test
    void setsUpStoreConfigurationAndTargetAndRemovesThemAll() throws Exception {
        Demo.Stage stage = new SampleMigration((data, say) -> target(data)).open(said::add);

        assertThat(stage.source().resolve("meta.sqlite")).isRegularFile();
        assertThat(stage.source().resolve("tables/hnsw")).isDirectory();
        assertThat(stage.config())
                .content()
                .contains("workMode: milvus1x", "tablesDir: '" + stage.source().resolve("tables"), stage.target());

        stage.close();

        assertThat(stopped).isTrue();
        assertThat(stage.config().getParent()).doesNotExist();
    }

    @Test
    void leavesNothingWhenTheTargetDoesNotStart() {
        SampleMigration demo = new SampleMigration((data, say) -> {
            started.add(data);
            throw new ProblemException(Kind.UNREACHABLE, "Python 3 is missing");
        });

        assertThatThrownBy(() -> demo.open(said::add)).hasMessage("Python 3 is missing");

        assertThat(started.get(0).getParent()).doesNotExist();
    }

    private Target target(Path data) {
        started.add(data);
        return new Target() {
            @Override
            public String endpoint() {
                return "http://127.0.0.1:19530";
            }

            @Override
            public void close() {
                stopped = true;
            }
        };
    }
}
