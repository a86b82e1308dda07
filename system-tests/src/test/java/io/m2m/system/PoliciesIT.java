package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.system.Commands.Ended;
import io.m2m.system.Commands.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/** What becomes of rows that 2.x takes otherwise than 1.x did. What is in the store: {@code repeated_ids.py}. */
@ResourceLock(Milvus.OTHER_LOCAL)
class PoliciesIT {
    private static final String[] NAMES = {"--rename", "copies=one_of_each", "copies/tag=part"};

    private final Path folder = Places.fresh("policies");
    private final SourceStore store = RepeatedIdsStore.write(folder.resolve("store"));
    private final Migrating migrating =
            Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));

    @Test
    void repeatedIdsAreRefusedThenTheirLastCopiesMovedAndNothingIsEverMixed() throws IOException {
        refusesTheCollectionThatHoldsSomeAndGoesOnWithTheOthers();
        movesTheLastCopiesStepByStepThoughKilledMeanwhile();
        listsEveryRowThatWasLeftOut();
        leavesCollectionsAloneThatAnotherMigrationMade();
        refusesToAddTheOtherCopiesAfterwards();
    }

    private void refusesTheCollectionThatHoldsSomeAndGoesOnWithTheOthers() {
        Ended ended = M2m.run(folder, command("dump", "fail"));

        assertThat(ended.code()).as(ended.err()).isEqualTo(1);
        Report report = migrating.report();
        assertThat(report.verdict()).isEqualTo("FAILED");
        assertThat(report.collectionsNot("DUMPED")).containsExactly("copies");
        assertThat(report.collection("copies").path("problem").asString())
                .startsWith("collection copies is not moved: 92 ids occur in it more than once, 106 rows have a later"
                        + " copy: id 0 in segment 994 and 1006,")
                .contains("set policy.duplicateIds to keep-last");
        assertThat(staging("copies")).doesNotExist();
        assertThat(Places.holds(staging("unique"), "manifest.json")).isTrue();
    }

    private void movesTheLastCopiesStepByStepThoughKilledMeanwhile() {
        Running running = M2m.start(folder, command("dump", "keep-last"));
        await().atMost(Duration.ofMinutes(2)).until(() -> Places.holds(staging("copies"), "manifest.json"));
        running.kill();

        ended("dump", "DUMPED");
        ended("load", "LOADED");
        ended("verify", "VERIFIED");

        assertThat(Oracle.findings(migrating.target(), store.truth(), exact())).isEmpty();
    }

    private void ended(String command, String verdict) {
        Ended ended = M2m.run(folder, command(command, "keep-last"));
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
        assertThat(migrating.report().verdict()).isEqualTo(verdict);
    }

    private void listsEveryRowThatWasLeftOut() throws IOException {
        JsonNode copies = migrating.report().collection("copies");
        assertThat(copies.path("repeatedIds").asInt()).isEqualTo(106);
        assertThat(copies.path("leftOut").valueStream().map(PoliciesIT::policyAndRows))
                .containsExactly("policy.duplicateIds: keep-last 106", "policy.invalidVectors: skip 2");
        JsonNode first = copies.path("leftOut").path(0);
        assertThat(first.path("first").valueStream()).hasSize(100);
        assertThat(list(first)).hasSize(106);

        JsonNode odd = migrating.report().collection("odd");
        assertThat(odd.path("leftOut").valueStream().map(PoliciesIT::policyAndRows))
                .containsExactly("policy.invalidVectors: skip 3");
        assertThat(list(odd.path("leftOut").path(0)))
                .containsExactly(
                        "{\"id\":\"1\",\"partition\":\"_default\",\"segment\":\"1018\"}",
                        "{\"id\":\"3\",\"partition\":\"_default\",\"segment\":\"1018\"}",
                        "{\"id\":\"6\",\"partition\":\"_default\",\"segment\":\"1022\"}");
        assertThat(odd.path("notes").valueStream().map(JsonNode::asString))
                .anyMatch(note ->
                        note.startsWith("id 9223372036854775807 in partition _default is returned by no query"));
    }

    /** With staging of its own it is another migration. */
    private void leavesCollectionsAloneThatAnotherMigrationMade() {
        String[] elsewhere =
                migrating.command("migrate", "--set", "target.local.outputDir=" + folder.resolve("elsewhere"));

        Ended ended = M2m.run(folder, elsewhere);

        assertThat(ended.code()).as(ended.out()).isEqualTo(2);
        assertThat(ended.err())
                .contains("collection odd exists on the target and was not made by this migration")
                .contains("collection unique exists on the target and was not made by this migration");
        assertThat(Places.holds(folder.resolve("elsewhere"), "id.npy")).isFalse();
    }

    private void refusesToAddTheOtherCopiesAfterwards() {
        Ended ended = migrating.run(under("keep-all"));

        assertThat(ended.code()).as(ended.err()).isEqualTo(1);
        assertThat(migrating.report().collectionsNot("VERIFIED")).containsExactly("copies");
        assertThat(migrating.report().collection("copies").path("problem").asString())
                .contains("was dumped again with other content after it was imported into collection one_of_each");
        assertThat(Oracle.findings(migrating.target(), store.truth(), exact())).isEmpty();
    }

    private Path staging(String key) {
        return folder.resolve("staging").resolve(key);
    }

    private List<String> list(JsonNode leftOut) throws IOException {
        return Files.readAllLines(staging(leftOut.path("file").asString()));
    }

    private static String policyAndRows(JsonNode leftOut) {
        return leftOut.path("policy").asString() + " " + leftOut.path("rows").asInt();
    }

    /** Segments of more than 500 rows are cut, the others of a partition are put together. */
    private static String[] under(String duplicateIds) {
        return new String[] {
            "--set", "policy.duplicateIds=" + duplicateIds,
            "--set", "policy.invalidVectors=skip",
            "--set", "dumper.maxFileSize=16KiB",
            "--set", "target.milvus2x.rename.copies=one_of_each",
            "--set", "target.milvus2x.rename.copies/tag=part"
        };
    }

    private String[] command(String command, String duplicateIds) {
        String[] migrate = migrating.command("migrate", under(duplicateIds));
        migrate[0] = command;
        return migrate;
    }

    private static String[] exact() {
        return Stream.concat(Stream.of("--skip-invalid", "--keep-last"), Stream.of(NAMES))
                .toArray(String[]::new);
    }
}
