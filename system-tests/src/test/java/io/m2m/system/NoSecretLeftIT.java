package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs when all others are through, and looks for the secrets that they planted, all of which begin alike, in whatever the
 * program wrote: what it said, its reports, manifests and evidence in staging, and every message on Kafka.
 */
class NoSecretLeftIT {
    private static final String PLANTED = "a-secret";
    /** Written by the tests themselves, and the data of servers that are not ours. */
    private static final List<String> NOT_OURS =
            List.of("migration.yaml", ".properties", "keys", "/milvus-", "/mysql", "/prometheus", "/no-secret-left/");

    @Test
    void nothingThatTheProgramWroteHoldsOne() throws IOException {
        assertThat(holding(Places.all())).isEmpty();
    }

    @Test
    void oneThatIsLeftIsFound() throws IOException {
        Path folder = Places.fresh("no-secret-left");
        Path left = Files.writeString(folder.resolve("a.log"), "connected with key a-secret-of-s3 to bucket b");

        assertThat(holding(folder)).containsExactly(left);
    }

    private static List<Path> holding(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> NOT_OURS.stream().noneMatch(("/" + folder.relativize(file))::contains))
                    .filter(NoSecretLeftIT::holdsOne)
                    .toList();
        }
    }

    private static boolean holdsOne(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(PLANTED);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
