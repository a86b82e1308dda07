package io.m2m.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a {@code migration.yaml} holds, it is read or refused in one sentence; nothing else happens. */
class ConfigFuzzTest {
    private static final long SEED = 20_260_103;
    private static final int FILES = 800;
    private static final String GOOD = """
            dumper:
              worker:
                limit: 2
                workMode: milvus1x
            meta:
              mode: sqlite
              sqliteFile: /db/meta.sqlite
            source:
              mode: local
              local:
                tablesDir: [/db/tables, /db2/tables]
            target:
              mode: local
              local:
                outputDir: /staging
              milvus2x:
                endpoint: localhost:19530
                rename: {a: b, a/c: d}
                index: {type: HNSW, params: {M: 8}}
            collections: [a]
            policy:
              duplicateIds: keep-all
            """;
    /** What YAML gives a meaning. */
    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "? ",
            "- ",
            ": ",
            "!!set ",
            "!<x> ",
            "|\n",
            ">\n",
            "'",
            "\"",
            "\\x",
            "<<: ",
            "#",
            "---\n",
            "...\n",
            "%YAML 9\n",
            "\t",
            "\r",
            "\u0000",
            "\u2028",
            "\uFEFF",
            "${A}",
            "${",
            "file:",
            "~",
            "99999999999999999999",
            "-1",
            "0x",
            ".nan",
            "1e999",
            "\n");

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @Test
    void isReadOrRefusedInOneSentence() throws IOException {
        ConfigLoader loader = new ConfigLoader(Map.of("A", "a"));
        Path file = folder.resolve("migration.yaml");
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Files.write(file, damaged());
            try {
                assertThat(loader.load(file, Map.of())).isNotNull();
            } catch (ProblemException problem) {
                refused++;
                assertThat(problem.problem().kind()).isEqualTo(Problem.Kind.CONFIGURATION);
                assertThat(problem.problem().sentence()).isNotBlank().doesNotContain("\n", "io.m2m", "yaml.snake");
            }
        }
        assertThat(refused).as("both outcomes are met").isBetween(1, FILES - 1);
    }

    /** The good one with pieces put in, lines taken out, or a byte changed. */
    private byte[] damaged() {
        StringBuilder text = new StringBuilder(GOOD);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            if (random.nextInt(3) == 0) {
                text.delete(at, Math.min(text.length(), at + random.nextInt(24)));
            } else {
                text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
