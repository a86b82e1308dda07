package io.m2m.standalone.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.standalone.M2m;
import io.m2m.standalone.cli.Program;
import io.m2m.standalone.cli.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One dump of a store of which each partition is damaged in another way: what is whole comes out as it was. */
class DamagedDumpIT {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatIsDamagedIsSetAsideAndTheRestIsDumpedAsFromTheWholeStore() throws Exception {
        DamagedStore whole = DamagedStore.copy(folder.toRealPath().resolve("whole"));
        DamagedStore damaged = DamagedStore.copy(folder.toRealPath().resolve("damaged"));
        for (String step : List.of(
                "link PART.rv 1795381501181763000.rv",
                "header BIN.uid -1",
                "append L2.rv abababab",
                "append L2.uid ab",
                "offsets L2.deletes -1 272 2147483647 -2147483648")) {
            damaged.damage(step);
        }
        SortedMap<String, String> before = damaged.listing();

        assertThat(dump(whole)).as(err.toString()).isZero();
        assertThat(dump(damaged)).as(err.toString()).isEqualTo(1);

        SortedMap<String, String> healthy = fingerprints(whole);
        assertThat(healthy)
                .containsOnlyKeys("w_bin/_default", "w_l2/_default", "w_new/_default", "w_part/_default", "w_part/pp");
        healthy.keySet().removeAll(List.of("w_bin/_default", "w_part/pp"));
        assertThat(fingerprints(damaged)).isEqualTo(healthy);
        assertThat(Files.readString(damaged.folder().resolve("staging/report.json")))
                .contains(
                        "1795381501181763000.rv cannot be read",
                        "1795381501263206000.uid announces 18446744073709551615 bytes after its header, but holds 480");
        SortedMap<String, String> after = damaged.listing();
        after.keySet().removeIf(path -> path.startsWith("staging"));
        before.remove("");
        after.remove("");
        assertThat(after).isEqualTo(before);
    }

    private int dump(DamagedStore store) {
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false, Clock.systemUTC());
        return Program.commandLine(M2m.engine(Map.of()), null, null, null, screen, () -> false)
                .execute(
                        "dump",
                        "--no-progress",
                        "--config",
                        store.configuration().toString());
    }

    /** By collection and partition: rows, their fingerprint and that of their ids, as the manifest has them. */
    private static SortedMap<String, String> fingerprints(DamagedStore store) throws IOException {
        SortedMap<String, String> fingerprints = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store.folder().resolve("staging"))) {
            for (Path file :
                    files.filter(each -> each.endsWith("manifest.json")).toList()) {
                JsonNode manifest = Json.mapper().readTree(Files.readString(file));
                fingerprints.put(
                        manifest.path("collection").asString() + "/"
                                + manifest.path("partition").asString(),
                        manifest.path("rows").asString() + " "
                                + manifest.path("fingerprint").asString() + " "
                                + manifest.path("idFingerprint").asString());
            }
        }
        return fingerprints;
    }
}
