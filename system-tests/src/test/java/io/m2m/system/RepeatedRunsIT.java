package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** One migration in several runs: of one collection after the other, then of a source that has changed meanwhile. */
@ResourceLock(Milvus.OTHER_LOCAL)
class RepeatedRunsIT {
    private final Path folder = Places.fresh("repeated-runs");
    private final SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
    private final Migrating migrating =
            Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));

    @Test
    void nothingIsForgottenBetweenThemAndNothingImportedTwice() throws IOException {
        migratesOneCollectionAfterTheOther();
        looksAtBothWhenNoneIsNamed();
        importsNothingOfACollectionOfWhichASegmentHasChanged();
        importsItAnewWhenItIsDropped();
    }

    private void migratesOneCollectionAfterTheOther() {
        for (String collection : List.of("ix", "bx")) {
            migrating.verified("--collections", collection);
            assertThat(reported()).containsExactly(collection);
        }
    }

    private void looksAtBothWhenNoneIsNamed() {
        Ended ended = migrating.verify();

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(reported()).containsExactly("bx", "ix");
        exact();
    }

    private void importsNothingOfACollectionOfWhichASegmentHasChanged() throws IOException {
        Path vectors = store.smallest(".rv");
        Files.setLastModifiedTime(vectors, FileTime.from(Instant.parse("2024-02-29T12:00:00Z")));
        for (int run = 0; run < 2; run++) {
            Ended ended = migrating.run();

            assertThat(ended.code()).as(ended.err()).isEqualTo(1);
            assertThat(migrating.report().verdict()).isEqualTo("FAILED");
            List<String> kept = migrating.report().collectionsNot("VERIFIED");
            assertThat(kept).hasSize(1);
            assertThat(migrating
                            .report()
                            .collection(kept.getFirst())
                            .path("problem")
                            .asString())
                    .contains("segment " + vectors.getParent().getFileName() + " has changed since it was imported")
                    .contains("drop the collection on the target");
            exact();
        }
    }

    private void importsItAnewWhenItIsDropped() {
        migrating.target().empty();

        migrating.verified();

        exact();
    }

    private List<String> reported() {
        return migrating
                .report()
                .root()
                .path("collections")
                .valueStream()
                .map(collection -> collection.path("source"))
                .map(JsonNode::asString)
                .toList();
    }

    private void exact() {
        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }
}
