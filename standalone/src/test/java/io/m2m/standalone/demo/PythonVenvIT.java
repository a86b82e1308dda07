package io.m2m.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a package to fetch: {@code --no-index} keeps pip from the network. */
class PythonVenvIT {
    private static final String FINISH = "import sys; open(sys.prefix + '/finished', 'a').write('x')";

    @TempDir
    private Path temporary;

    private Path folder;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void name() {
        folder = temporary.resolve("cache/venv");
    }

    @Test
    void isMadeOnce() throws Exception {
        PythonVenv venv = new PythonVenv(folder, List.of("--no-index", "pip"), FINISH);

        assertThat(venv.install(said::add)).isExecutable();
        assertThat(venv.install(said::add)).isExecutable();

        assertThat(said).hasSize(1);
        assertThat(folder.resolve("finished")).hasContent("x");
    }

    @Test
    void isMadeAnewAfterAnInterruption() throws Exception {
        Path left = Files.createDirectories(folder.resolve("bin")).resolve("python");
        Files.writeString(left, "half a file");

        new PythonVenv(folder, List.of("--no-index", "pip"), FINISH).install(said::add);

        assertThat(folder.resolve("finished")).hasContent("x");
    }

    @Test
    void saysWhatPipSaysWhenAPackageCannotBeHad() {
        PythonVenv venv = new PythonVenv(folder, List.of("--no-index", "no-such-package"), FINISH);

        assertThatThrownBy(() -> venv.install(said::add))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessageContaining("No matching distribution found for no-such-package");
    }
}
