package io.m2m.coordinator.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.Configs;
import io.m2m.coordinator.plan.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanStagingTest {
    private static final String MIGRATION = Staged.MIGRATION;

    @TempDir
    Path folder;

    private Staged staging;

    @BeforeEach
    void open() {
        staging = new Staged(folder.resolve("staging"));
    }

    @Test
    void removesOwnObjectsButNotTheListsThatTheReportSpeaksOf() throws IOException {
        staging.collection("c", "t1").planned().report(MIGRATION, Verdict.VERIFIED, "c");
        staging.put("c/_default/t1/of-somebody-else.npy")
                .put("c/_default/t2/id.npy")
                .put(".m2m/m-2/plan.json");

        Cleaned cleaned = clean();

        assertThat(cleaned.objects()).isEqualTo(12);
        assertThat(staging.keys())
                .containsExactlyInAnyOrder(
                        "report.json",
                        "c/_default/t1/of-somebody-else.npy",
                        "c/_default/t2/id.npy",
                        ".m2m/m-2/plan.json",
                        StagingLayout.copies(MIGRATION, "c"),
                        StagingLayout.keptCopies(MIGRATION, "c"));
    }

    @Test
    void refusesWithoutTheVerdictVerified() throws IOException {
        staging.collection("c", "t1").planned().report(MIGRATION, Verdict.MISMATCH, "c");

        assertThat(refusal()).contains("VERIFIED", "--force");
    }

    @Test
    void refusesTheVerdictOfAnotherMigration() throws IOException {
        staging.collection("c", "t1").planned().report("m-2", Verdict.VERIFIED, "c");

        assertThat(refusal()).contains("collection c of migration m-1");
    }

    @Test
    void refusesWhereARunFailedThoughItsCollectionsAreVerified() throws IOException {
        staging.report(MIGRATION, Verdict.FAILED);

        assertThat(refusal()).contains("does not call migration m-1 VERIFIED");
    }

    @Test
    void removesUnverifiedObjectsWhenForced() throws IOException {
        staging.collection("c", "t1").planned();

        assertThat(cleaning(staging.store).clean(true).objects()).isEqualTo(12);
    }

    @Test
    void refusesTheReportOfAPartNamingWhatIsMissing() throws IOException {
        staging.collection("a", "t1").collection("b", "t2").collection("c", "t3");
        staging.planned().report(MIGRATION, Verdict.VERIFIED, "a");

        assertThat(refusal())
                .isEqualTo("nothing is removed from " + folder.resolve("staging")
                        + ": its report does not call collections b, c of migration m-1 VERIFIED; run m2m verify of all"
                        + " collections first, clean only others by --collections, or clean with --force");
    }

    @Test
    void refusesWhereNoPlanNamesACollectionAnyMoreThatWasDumped() throws IOException {
        staging.collection("a", "t1").planned().report(MIGRATION, Verdict.VERIFIED, "a");
        staging.task(MIGRATION, "b-c", "t2").task("m-2", "d", "t3");

        assertThat(refusal()).contains("does not call collection b-c of migration m-1 VERIFIED");
    }

    @Test
    void refusesWhereACollectionTookNoPart() throws IOException {
        staging.collection("a", "t1").planned("odd").report(MIGRATION, Verdict.VERIFIED, "a");

        assertThat(refusal()).contains("collection odd of");
    }

    @Test
    void namesAFewOfMany() throws IOException {
        for (int i = 0; i < 12; i++) {
            staging.collection("c" + (char) ('a' + i));
        }
        staging.planned().report(MIGRATION, Verdict.VERIFIED);

        assertThat(refusal()).contains("collections ca, cb, cc, cd, ce, cf, cg, ch, ci, cj and 2 more of migration");
    }

    @Test
    void refusesACollectionThatIsNotVerified() throws IOException {
        staging.collection("a", "t1").collection("b", "t2");
        staging.planned().report(MIGRATION, Verdict.VERIFIED, "a");

        assertThat(refusal("a", "b", "typo"))
                .contains("does not call collections b, typo of migration m-1 VERIFIED; run m2m verify first, or");
    }

    @Test
    void cleansOneCollectionAndLeavesTheOthersAsTheyWere() throws IOException {
        staging.collection("b", "t2");
        staging.documents.write("a/copy/t2/manifest.json", Staged.manifest(MIGRATION, "b", "t2"));
        List<String> ofOthers = staging.keys();
        staging.collection("a", "t1", "t3").planned("odd").report(MIGRATION, Verdict.VERIFIED, "a");

        clean("a");

        assertThat(staging.keys())
                .containsAll(ofOthers)
                .contains(StagingLayout.copies(MIGRATION, "a"), StagingLayout.keptCopies(MIGRATION, "a"), "report.json")
                .hasSize(ofOthers.size() + 6);
        Plans left = new Plans(staging.documents, MIGRATION);
        assertThat(left.read().collections()).extracting(CollectionPlan::source).containsExactly("b");
        assertThat(left.tasks()).extracting(DumpPlan::task).containsExactly("t2");
        assertThat(left.collections()).containsExactly("b", "odd");
    }

    @Test
    void leavesNoPlanOfNothing() throws IOException {
        staging.collection("a", "t1").planned().report(MIGRATION, Verdict.VERIFIED, "a");

        clean("a");

        assertOnlyTheReportAndItsListsStay();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a"})
    void removesWhatWasDumpedUnderAnEarlierPlan(String collections) throws IOException {
        staging.collection("a", "t1").planned().report(MIGRATION, Verdict.VERIFIED, "a");
        for (int i = 0; i < 200; i++) {
            staging.task(MIGRATION, "a", "earlier" + i);
        }
        staging.put(StagingLayout.outcome(MIGRATION, "earlier7"));

        clean(names(collections));

        assertOnlyTheReportAndItsListsStay();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a"})
    void forgetsImportsOfTasksThatFellOutOfThePlan(String collections) throws IOException {
        staging.collection("a", "t1").planned().report(MIGRATION, Verdict.VERIFIED, "a");
        staging.outdated("a", "older").put(StagingLayout.importRecord(MIGRATION, "older"));
        staging.put(StagingLayout.outcome(MIGRATION, "older"));

        clean(names(collections));

        assertOnlyTheReportAndItsListsStay();
    }

    private void assertOnlyTheReportAndItsListsStay() throws IOException {
        assertThat(staging.keys())
                .containsExactly(
                        StagingLayout.keptCopies(MIGRATION, "a"), StagingLayout.copies(MIGRATION, "a"), "report.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a"})
    void leavesAloneWhatIsNotItsOwn(String collections) throws IOException {
        staging.task("m-2", "a", "t9").task("m-2", "b", "t9").put("a/_default/t8/id.npy");
        staging.put("a/notes/x/manifest.json").put("a/manifest.json").put("a/_default/t7/old/manifest.json");
        staging.documents.write("backup/_default/t1/manifest.json", Staged.manifest(MIGRATION, "a", "t1"));
        staging.documents.write("b/copy/t1/manifest.json", Map.of("schema", "somebody's"));
        List<String> ofOthers = staging.keys();
        staging.collection("a", "t1").planned().report(MIGRATION, Verdict.VERIFIED, "a");

        clean(names(collections));

        assertThat(staging.keys())
                .containsAll(ofOthers)
                .contains(StagingLayout.copies(MIGRATION, "a"), StagingLayout.keptCopies(MIGRATION, "a"), "report.json")
                .hasSize(ofOthers.size() + 3);
    }

    @Test
    void removesTheFilesOfADumpThatWasCutShort() throws IOException {
        staging.collection("a", "t1").planned().report(MIGRATION, Verdict.VERIFIED, "a");
        staging.store.delete("a/_default/t1/manifest.json");
        staging.put("a/_default/t2/id.npy");

        clean();

        assertThat(staging.keys())
                .containsExactly(
                        StagingLayout.keptCopies(MIGRATION, "a"),
                        StagingLayout.copies(MIGRATION, "a"),
                        "a/_default/t2/id.npy",
                        "report.json");
    }

    /**
     * Wherever it stops: a collection that is known as prepared has the records of its imports, so that nothing is imported twice, no
     * collection is planned without its tasks, and the same clean goes on to its end.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "a"})
    void goesOnWhereverItWasCutShort(String collections) throws IOException {
        int steps = 0;
        List<String> end = List.of();
        for (boolean cut = true; cut; steps++) {
            staging = new Staged(folder.resolve("cut" + steps));
            staging.collection("a", "t1", "t2").collection("b", "t3").planned();
            staging.report(MIGRATION, Verdict.VERIFIED, "a", "b").task(MIGRATION, "a", "earlier");
            staging.put(StagingLayout.importRecord(MIGRATION, "earlier"));
            cut = isCutShort(steps, names(collections));
            assertContinuable(staging.keys());
            clean(names(collections));
            end = steps == 0 ? staging.keys() : end;
            assertThat(staging.keys()).as("cut after " + steps).isEqualTo(end);
        }
        assertThat(steps).isGreaterThan(20);
    }

    private boolean isCutShort(int steps, String... collections) throws IOException {
        try {
            cleaning(new CutShort(staging.store, steps), collections).clean(false);
            return false;
        } catch (IOException cut) {
            assertThat(cut).hasMessage("cut short");
            return true;
        }
    }

    private void assertContinuable(List<String> keys) throws IOException {
        if (keys.contains(StagingLayout.prepared(MIGRATION, "a"))) {
            assertThat(keys)
                    .contains(
                            StagingLayout.importRecord(MIGRATION, "t1"),
                            StagingLayout.importRecord(MIGRATION, "t2"),
                            StagingLayout.importRecord(MIGRATION, "earlier"));
        }
        Plans plans = new Plans(staging.documents, MIGRATION);
        if (plans.find().isPresent()) {
            List<DumpPlan> lines = plans.tasks().toList();
            for (CollectionPlan collection : plans.read().collections()) {
                assertThat(lines)
                        .filteredOn(line -> line.collection().equals(collection.source()))
                        .hasSize(collection.tasks());
            }
        }
    }

    private Cleaned clean(String... collections) throws IOException {
        return cleaning(staging.store, collections).clean(false);
    }

    /** Of a refusal, which changes nothing. */
    private String refusal(String... collections) throws IOException {
        List<String> before = staging.keys();
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> clean(collections));
        assertThat(staging.keys()).isEqualTo(before);
        assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        return refusal.problem().sentence();
    }

    private CleanStaging cleaning(ObjectStore store, String... collections) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Map<String, String> selected =
                collections.length == 0 ? Map.of() : Map.of("collections", String.join(",", collections));
        return new CleanStaging(
                store, new JsonDocuments(store, Json.mapper()), MIGRATION, Configs.local(home, selected));
    }

    private static String[] names(String collections) {
        return Stream.of(collections).filter(name -> !name.isEmpty()).toArray(String[]::new);
    }
}
