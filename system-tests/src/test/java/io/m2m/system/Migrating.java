package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One migration in a folder of its own, to an emptied target.
 *
 * @param folder working folder of the program
 * @param config its configuration
 */
record Migrating(Path folder, Path config, Milvus target) {
    static Migrating to(Milvus target, Path folder, Configuration configuration) {
        return new Migrating(folder, configuration.write(folder, target.endpoint()), target.empty());
    }

    /** The same, with all that is asked of the target going by another port. */
    static Migrating by(int port, Milvus target, Path folder, Configuration configuration) {
        return new Migrating(folder, configuration.write(folder, "http://127.0.0.1:" + port), target.empty());
    }

    Path reportFile() {
        return folder.resolve("report.json");
    }

    Report report() {
        return Report.read(reportFile());
    }

    /** @param name the program's command */
    String[] command(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                name, "--config", config.toString(), "--report", reportFile().toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    Ended run(String... more) {
        return M2m.run(folder, command("migrate", more));
    }

    Ended verify(String... more) {
        return M2m.run(folder, command("verify", more));
    }

    /** To the end that users want. */
    void verified(String... more) {
        Ended ended = run(more);
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
        assertThat(report().verdict()).isEqualTo("VERIFIED");
    }
}
