package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A store that lies elsewhere than its configuration says, on a file system that takes no writes. All its metadata is in the
 * write-ahead log of the database.
 */
class MovedSourceIT {
    private static final String OLD = "/var/lib/milvus-1x-of-another-machine";

    private final Path folder = Places.fresh("moved");
    private final SourceStore store = GenuineStore.unpack("wal_killed", folder.resolve("store"));
    private final Path mounted = folder.resolve("mounted");

    @BeforeEach
    void mountWithoutWrites() throws IOException {
        Files.createDirectory(mounted);
        assumeTrue(mount("--bind", store.folder().toString()), "mounting is not permitted here");
        assumeTrue(mount("-o", "remount,bind,ro"), "mounting read-only is not permitted here");
        assertThat(mounted.resolve("db").toFile().canWrite()).isFalse();
    }

    @AfterEach
    void unmount() {
        command("umount", mounted.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--source-root", "M2M_SOURCE_MOVED"})
    void everyRowIsDumpedFromWhereItLiesNow(String way) throws IOException {
        Path staging = Files.createDirectories(folder.resolve(way)).resolve("staging");
        SourceStore named = new SourceStore(Path.of(OLD));
        Path config = Configuration.local(named, staging).write(folder, "http://127.0.0.1:1");
        List<String> dump = new ArrayList<>(List.of("dump", "--config", config.toString()));
        Map<String, String> environment = new HashMap<>();
        if (way.startsWith("--")) {
            dump.addAll(List.of(way, OLD + "=" + mounted));
        } else {
            environment.put(way, "{" + OLD + ": " + mounted + "}");
        }

        Ended ended = M2m.start(folder, environment, dump).end();

        assertThat(ended.code()).as(ended.err()).isZero();
        String findings = Python.run(
                folder, "staged.py", List.of(staging.toString(), store.truth().toString()));
        assertThat(new JsonMapper().readValue(findings, String[].class)).isEmpty();
    }

    @Test
    void aStoreThatIsNotThereIsNamedWhereItWasLookedFor() throws IOException {
        Path config = Configuration.local(new SourceStore(Path.of(OLD)), folder.resolve("unused"))
                .write(folder, "http://127.0.0.1:1");

        Ended ended = M2m.run(
                folder, "plan", "--config", config.toString(), "--source-root", OLD + "=" + folder.resolve("empty"));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(folder.resolve("empty/db/tables").toString());
    }

    @Test
    void aPlanSaysThatStagingTakesNoWrites() {
        Path staging = mounted.resolve("staging/moves");
        Path config = Configuration.local(store, staging).write(folder, "http://127.0.0.1:1");

        Ended ended = M2m.run(folder, "plan", "--config", config.toString());

        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err())
                .contains(
                        "target.local.outputDir names " + staging + ", and nothing can be written to " + mounted + ";");
    }

    private boolean mount(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "mount";
        System.arraycopy(options, 0, words, 1, options.length);
        words[words.length - 1] = mounted.toString();
        return command(words);
    }

    private boolean command(String... words) {
        return Commands.start(folder, Map.of(), List.of(words)).end(1).code() == 0;
    }
}
