package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Stores as servers before 1.1.1 leave them, written by hand: {@code older_stores.py} tells what each version does otherwise. */
class OlderVersionsIT {
    /** Where a server with its data in a bucket puts it: its own path, without the slash before it. */
    private static final String PATH_OF_THE_SERVER = "/var/lib/milvus/db";

    @ParameterizedTest
    @CsvSource({"0.9.1, hybrid", "0.10.3, hybrid", "0.10.6, hybrid", "1.0.0, hybrid", "1.1.0, "})
    void everyRowIsDumped(String version, String incomplete) throws IOException {
        Path folder = Places.fresh("older-" + version);
        SourceStore store = write(version, folder);
        Configuration local = Configuration.local(store, folder.resolve("staging"));
        Configuration configuration = switch (version) {
            case "0.9.1" -> local.tables(List.of(store.tables(), store.root("ssd1/tables"), store.root("ssd2/tables")));
            case "1.1.0" -> inABucket(store, local);
            default -> local;
        };

        Ended ended = dump(folder, configuration);

        assertThat(ended.code()).as(ended.err()).isEqualTo(incomplete == null ? 0 : 1);
        assertThat(Report.read(folder.resolve("report.json")).collectionsNot("DUMPED"))
                .isEqualTo(incomplete == null ? List.of() : List.of(incomplete));
        String findings = Python.run(
                folder,
                "staged.py",
                List.of(folder.resolve("staging").toString(), store.truth().toString()));
        assertThat(new JsonMapper().readValue(findings, String[].class)).isEmpty();
    }

    @Test
    void theLayoutOf11IsRefusedByName() {
        Path folder = Places.fresh("older-0.11.0");
        SourceStore store = write("0.11.0", folder);

        Ended ended = dump(folder, Configuration.local(store, folder.resolve("staging")));

        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(store.metadata().toString(), "0.11");
    }

    private static SourceStore write(String version, Path folder) {
        SourceStore store = new SourceStore(folder.resolve("store"));
        Python.run(folder, "older_stores.py", List.of(store.folder().toString(), version));
        return store;
    }

    /** The metadata stays on the server's disk. */
    private static Configuration inABucket(SourceStore store, Configuration local) throws IOException {
        S3Server.get().upload(store.tables(), PATH_OF_THE_SERVER.substring(1) + "/tables");
        Files.move(store.tables(), store.root("elsewhere"));
        return new Configuration(
                local.meta(), local.sourceOnS3(PATH_OF_THE_SERVER).source(), local.target());
    }

    private static Ended dump(Path folder, Configuration configuration) {
        Path config = configuration.write(folder, "http://127.0.0.1:1");
        return M2m.run(
                folder,
                "dump",
                "--config",
                config.toString(),
                "--report",
                folder.resolve("report.json").toString());
    }
}
