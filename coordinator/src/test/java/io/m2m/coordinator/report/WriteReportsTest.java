package io.m2m.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Command;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.ReportWritten;
import io.m2m.common.message.Level;
import io.m2m.common.message.PlanTask.CollectionEnd;
import io.m2m.common.message.PlanTask.PhaseTotals;
import io.m2m.common.message.PlanTask.WriteReport;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.RepeatedIds.Copy;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.common.report.CollectionReport;
import io.m2m.common.report.Conclusion;
import io.m2m.common.report.Differences;
import io.m2m.common.report.DifferentRow;
import io.m2m.common.report.FingerprintPair;
import io.m2m.common.report.IndexReport;
import io.m2m.common.report.KeptCopies;
import io.m2m.common.report.LeftOut;
import io.m2m.common.report.LoadedCollection;
import io.m2m.common.report.PartitionReport;
import io.m2m.common.report.RepeatedId;
import io.m2m.common.report.Report;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.coordinator.plan.Plans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WriteReportsTest {
    private static final String MIGRATION = "m-1";
    private static final long RUN = 7;
    private static final long OLDER_RUN = 6;
    private static final Problem AWAY = new Problem(Problem.Kind.UNREACHABLE, "the target does not answer");

    @TempDir
    private Path folder;

    private Documents documents;
    private Evidence evidence;
    private final List<String> selected = new ArrayList<>(List.of("c", "d", "refused"));

    @BeforeEach
    void open() {
        documents = new JsonDocuments(new LocalObjectStore(folder), Json.mapper());
        evidence = new Evidence(documents, MIGRATION);
    }

    @Test
    void listsInvalidRowsWithTheirSegmentsAllOfThemInAFile() throws IOException {
        evidence.plan(plan("c", 2)).tasks("c", "t1", "t2");
        evidence.dumped("t1", "_default", 150, 10, 20, "0".repeat(32));
        evidence.dumped("t2", "_default", 3, 0, 2, "0".repeat(32));

        CollectionReport report = report(Command.DUMP, end("c", Verdict.DUMPED)).getFirst();

        LeftOut skipped = report.leftOut().getFirst();
        assertThat(skipped.policy()).isEqualTo("policy.invalidVectors: skip");
        assertThat(skipped.rows()).isEqualTo(121);
        assertThat(skipped.first()).hasSize(100).containsOnly(new DifferentRow("5", "_default", "100"));
        assertThat(Files.readAllLines(folder.resolve(skipped.file())))
                .hasSize(121)
                .containsOnly("{\"id\":\"5\",\"partition\":\"_default\",\"segment\":\"100\"}");
    }

    @Test
    void listsRowsWithALaterCopyAndCountsThemAsRepeated() throws IOException {
        evidence.plan(plan("c", 1)).tasks("c", "t1");
        evidence.dumpedTheLastOfEach("t1", 10, 9, new Copy("7", "_default", "100", 3, "101"));

        CollectionReport report = report(Command.DUMP, end("c", Verdict.DUMPED)).getFirst();

        assertThat(report.verdict()).isEqualTo(Verdict.DUMPED);
        assertThat(report.liveRows()).isEqualTo(10);
        assertThat(report.repeatedIds()).isEqualTo(1);
        assertThat(report.skippedRows()).isZero();
        assertThat(report.leftOut())
                .containsExactly(new LeftOut(
                        "policy.duplicateIds: keep-last",
                        1,
                        List.of(new DifferentRow("7", "_default", "100")),
                        ".m2m/m-1/left-out/c/repeated-ids.jsonl"));
    }

    @Test
    void addsUpWhatTheTasksFound() throws IOException {
        evidence.plan(plan("c", 2)).tasks("c", "t1", "t2");
        evidence.dumped("t1", "_default", 100, 10, 88, "0".repeat(31) + "a");
        evidence.dumped("t2", "p", 50, 0, 50, "f".repeat(32));

        CollectionReport report = report(Command.DUMP, end("c", Verdict.DUMPED)).getFirst();

        assertThat(report.sourceRows()).isEqualTo(150);
        assertThat(report.deletedRows()).isEqualTo(10);
        assertThat(report.liveRows()).isEqualTo(140);
        assertThat(report.skippedRows()).isEqualTo(2);
        assertThat(report.fingerprint().source()).isEqualTo("0".repeat(31) + "9");
        assertThat(report.partitions())
                .containsExactly(
                        new PartitionReport("", "_default", 90, null, new FingerprintPair("0".repeat(31) + "a", null)),
                        new PartitionReport("p", "p", 50, null, new FingerprintPair("f".repeat(32), null)));
        assertThat(report.targetRows()).isNull();
        assertThat(report.index()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.DUMPED);
    }

    @ParameterizedTest
    @CsvSource({"MIGRATE, VERIFIED", "VERIFY, VERIFIED", "LOAD, LOADED", "DUMP, DUMPED"})
    void aRunOverNothingEndsWellInTheWordsOfItsCommand(Command command, Verdict verdict) throws IOException {
        evidence.plan();

        assertThat(write(task(command, null)).verdict()).isEqualTo(verdict);
    }

    @Test
    void theWorstCollectionDecides() throws IOException {
        evidence.plan(plan("c", 0), plan("d", 0));

        assertThat(write(task(Command.MIGRATE, null, end("c", Verdict.VERIFIED), end("d", Verdict.MISMATCH)))
                        .verdict())
                .isEqualTo(Verdict.MISMATCH);
        assertThat(read().verdict()).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void aRunThatFailedAsAWholeHasFailed() throws IOException {
        evidence.plan(plan("c", 0));

        Problem problem = new Problem(Problem.Kind.DEFECT, "it broke");
        assertThat(write(task(Command.MIGRATE, problem, end("c", Verdict.VERIFIED)))
                        .verdict())
                .isEqualTo(Verdict.FAILED);
        assertThat(read().problem()).isEqualTo("it broke");
    }

    @Test
    void aCancelledRunIsIncompleteWhateverItsCollectionsAre() throws IOException {
        evidence.plan(plan("c", 0), plan("d", 0));

        Problem cancelled = new Problem(Problem.Kind.CANCELLED, "cancelled by the operator");
        assertThat(write(task(Command.MIGRATE, cancelled, end("c", Verdict.FAILED), end("d", Verdict.INCOMPLETE)))
                        .verdict())
                .isEqualTo(Verdict.INCOMPLETE);
        assertThat(read().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(read().collections())
                .extracting(CollectionReport::verdict)
                .containsExactly(Verdict.FAILED, Verdict.INCOMPLETE);
    }

    @Test
    void aRunThatNeverHadAPlanIsReportedWithoutTheOneOfAnEarlierRun() throws IOException {
        evidence.plan(plan("c", 0));
        evidence.appendix(Map.of(), Map.of(), List.of("something was left out"), List.of(plan("refused", 0)));

        write(task(Command.MIGRATE, AWAY));

        assertThat(read().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(read().problem()).isEqualTo(AWAY.sentence());
        assertThat(read().collections()).isEmpty();
        assertThat(read().notes()).isNull();
    }

    @Test
    void aProblemIsReportedThoughStagingHasLostThePlan() throws IOException {
        write(task(Command.MIGRATE, AWAY, end("c", Verdict.FAILED)));

        assertThat(read().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(read().collections()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"VERIFIED", "LOADED", "DUMPED"})
    void aQuarantinedSegmentMakesAGoodEndIncomplete(Verdict good) throws IOException {
        QuarantinedSegment lost = new QuarantinedSegment("9", "_default", 5, "c/9/9.rv", "c/9/9.rv is missing");
        evidence.plan(plan("c", 0, lost));

        CollectionReport report = report(Command.MIGRATE, end("c", good)).getFirst();

        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.quarantined()).containsExactly(lost);
        assertThat(report.sourceRows()).isZero();
    }

    @Test
    void aSegmentQuarantinedByTheDumpCountsTheSame() throws IOException {
        evidence.plan(plan("c", 1)).tasks("c", "t1");
        evidence.dumpedWithout("t1", new QuarantinedSegment("9", "_default", 5, "c/9/9.rv", "NaN at row 3"));

        assertThat(report(Command.MIGRATE, end("c", Verdict.VERIFIED))
                        .getFirst()
                        .verdict())
                .isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void aSegmentThatSeveralTasksReadIsQuarantinedOnce() throws IOException {
        evidence.plan(plan("c", 2)).tasks("c", "t1", "t2");
        evidence.dumpedWithout("t1", new QuarantinedSegment("9", "_default", 5, "c/9/deleted_docs", "too short"));
        evidence.dumpedWithout("t2", new QuarantinedSegment("9", "_default", 4, "c/9/deleted_docs", "too short"));

        assertThat(report(Command.DUMP, end("c", Verdict.DUMPED)).getFirst().quarantined())
                .containsExactly(new QuarantinedSegment("9", "_default", 9, "c/9/deleted_docs", "too short"));
    }

    @Test
    void ofASegmentCutIntoPartsTheRowsCountOnceAndTheReasonNamesThoseSetAside() throws IOException {
        evidence.plan(plan("c", 3)).tasks("c", "t1", "t2", "t3");
        evidence.dumpedWithout("t1", part(0, 25, "id 3 is NaN"));
        evidence.dumpedWithout("t2", part(75, 25, "id 80 is NaN"));
        evidence.dumpedWithout("t3", part(25, 25, "id 3 is NaN"));

        assertThat(report(Command.DUMP, end("c", Verdict.DUMPED)).getFirst().quarantined())
                .containsExactly(
                        new QuarantinedSegment(
                                "9",
                                "_default",
                                90,
                                "c/9/9.rv",
                                "only its rows 0 to 49, 75 to 99 of 100, counted from 0, are set aside: id 3 is NaN; id 80 is NaN"));
    }

    @Test
    void aCutSegmentThatIsSetAsideInAllItsPartsIsAnyOther() throws IOException {
        evidence.plan(plan("c", 2)).tasks("c", "t1", "t2");
        evidence.dumpedWithout("t1", part(0, 50, "too short"));
        evidence.dumpedWithout("t2", part(50, 50, "too short"));

        assertThat(report(Command.DUMP, end("c", Verdict.DUMPED)).getFirst().quarantined())
                .containsExactly(new QuarantinedSegment("9", "_default", 90, "c/9/9.rv", "too short"));
    }

    @Test
    void aTaskWithoutOutcomeMakesAGoodEndIncomplete() throws IOException {
        evidence.plan(plan("c", 2)).tasks("c", "t1", "t2");
        evidence.dumped("t1", "_default", 10, 0, 10, "0".repeat(32));

        CollectionReport report =
                report(Command.MIGRATE, end("c", Verdict.VERIFIED)).getFirst();

        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.notes()).isNull();
    }

    @Test
    void aCollectionThatFallsShortIsIncompleteForTheReasonOfThePlan() throws IOException {
        evidence.plan(plan("c", 0));
        evidence.appendix(Map.of("c", "its attributes are not migrated"), Map.of(), List.of(), List.of());

        CollectionReport report =
                report(Command.MIGRATE, end("c", Verdict.VERIFIED)).getFirst();

        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.problem()).isEqualTo("its attributes are not migrated");
    }

    @Test
    void aRefusedCollectionIsInTheReportAndMakesTheRunIncomplete() throws IOException {
        QuarantinedSegment segment = new QuarantinedSegment("1", "_default", 5, "metadata", "it has dimension 12");
        evidence.plan(plan("c", 0));
        evidence.appendix(Map.of(), Map.of(), List.of(), List.of(plan("refused", 0, segment)));

        List<CollectionReport> reports = report(Command.MIGRATE, end("c", Verdict.VERIFIED));

        assertThat(reports).extracting(CollectionReport::source).containsExactly("c", "refused");
        assertThat(reports.get(1).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(reports.get(1).problem()).isEqualTo("it is odd");
        assertThat(reports.get(1).quarantined()).containsExactly(segment);
        assertThat(read().verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void aRefusedCollectionThatWasNotAskedForIsLeftOut() throws IOException {
        evidence.plan(plan("c", 0));
        evidence.appendix(Map.of(), Map.of(), List.of(), List.of(plan("refused", 0)));
        selected.remove("refused");

        assertThat(report(Command.LOAD, end("c", Verdict.LOADED)))
                .extracting(CollectionReport::source)
                .containsExactly("c");
        assertThat(read().verdict()).isEqualTo(Verdict.LOADED);
    }

    @Test
    void countsThatDifferAtLoadAreAMismatch() throws IOException {
        evidence.plan(plan("c", 2)).tasks("c", "t1", "t2");
        evidence.dumped("t1", "_default", 10, 0, 10, "0".repeat(32));
        evidence.dumped("t2", "p", 5, 0, 5, "0".repeat(32));
        loaded("c", RUN, 15, Map.of("_default", 9L, "p", 6L));

        CollectionReport report = report(Command.LOAD, end("c", Verdict.LOADED)).getFirst();

        assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.targetRows()).isEqualTo(15);
        assertThat(report.partitions()).extracting(PartitionReport::targetRows).containsExactly(9L, 6L);
        assertThat(report.index()).isEqualTo(new IndexReport("FLAT", "FLAT", "Finished"));
    }

    @Test
    void countsThatAgreeAtLoadAreLoaded() throws IOException {
        evidence.plan(plan("c", 1)).tasks("c", "t1");
        evidence.dumped("t1", "_default", 12, 2, 10, "0".repeat(32));
        loaded("c", RUN, 10, Map.of("_default", 10L));

        assertThat(report(Command.LOAD, end("c", Verdict.LOADED)).getFirst().verdict())
                .isEqualTo(Verdict.LOADED);
    }

    @Test
    void evidenceOfAnotherRunSaysNothing() throws IOException {
        evidence.plan(plan("c", 1)).tasks("c", "t1");
        evidence.dumped("t1", "_default", 10, 0, 10, "0".repeat(32));
        loaded("c", OLDER_RUN, 3, Map.of("_default", 3L));
        concluded("c", conclusion(OLDER_RUN));

        CollectionReport report = report(Command.LOAD, end("c", Verdict.LOADED)).getFirst();

        assertThat(report.verdict()).isEqualTo(Verdict.LOADED);
        assertThat(report.targetRows()).isNull();
        assertThat(report.fingerprint().target()).isNull();
        assertThat(report.differences()).isEqualTo(Differences.none());
    }

    @Test
    void takesUpWhatTheVerifierFound() throws IOException {
        evidence.plan(plan("c", 1)).tasks("c", "t1");
        evidence.dumped("t1", "_default", 10, 0, 10, "0".repeat(31) + "a");
        concluded("c", conclusion(RUN));

        CollectionReport report =
                report(Command.VERIFY, end("c", Verdict.MISMATCH)).getFirst();

        assertThat(report.targetRows()).isEqualTo(9);
        assertThat(report.fingerprint()).isEqualTo(new FingerprintPair("0".repeat(31) + "a", "b".repeat(32)));
        assertThat(report.idFingerprint().target()).isEqualTo("c".repeat(32));
        assertThat(report.partitions().getFirst().targetRows()).isEqualTo(9);
        assertThat(report.partitions().getFirst().fingerprint().target()).isEqualTo("b".repeat(32));
        assertThat(report.repeatedIds()).isEqualTo(4);
        assertThat(report.repeated())
                .isEqualTo(new KeptCopies(1, List.of(new RepeatedId("6", 5)), ".m2m/m-1/kept-copies/c.jsonl"));
        assertThat(report.differences().missing()).hasSize(1);
        assertThat(report.index()).isEqualTo(new IndexReport("FLAT", "HNSW", "Finished"));
        assertThat(report.notes()).contains("index HNSW differs");
    }

    @Test
    void saysWhyACollectionFailed() throws IOException {
        evidence.plan(plan("c", 0));

        Problem problem = new Problem(Problem.Kind.TARGET, "the target refused it");
        assertThat(report(Command.MIGRATE, new CollectionEnd("c", Verdict.FAILED, problem))
                        .getFirst()
                        .problem())
                .isEqualTo("the target refused it");
    }

    @Test
    void namesWhatWasRenamed() throws IOException {
        evidence.plan(new CollectionPlan(
                "c",
                "faces",
                VectorType.FLOAT,
                4,
                Metric.L2,
                new SourceIndex("FLAT", Map.of()),
                List.of(new PartitionPlan("_default", "_default"), new PartitionPlan("a-b.c", "a_b_c")),
                0,
                0,
                0,
                List.of(),
                List.of()));

        assertThat(report(Command.MIGRATE, end("c", Verdict.VERIFIED))
                        .getFirst()
                        .renamed())
                .extracting(renamed -> renamed.source() + " " + renamed.target())
                .containsExactly("c faces", "a-b.c a_b_c");
    }

    @Test
    void trap22_tellsACountThatDrifted() throws IOException {
        evidence.plan(plan("c", 1)).tasks("c", "t1");
        evidence.dumped("t1", "_default", 100, 10, 90, "0".repeat(32));
        evidence.appendix(Map.of(), Map.of("c", 84L), List.of(), List.of());

        assertThat(report(Command.DUMP, end("c", Verdict.DUMPED)).getFirst().notes())
                .containsExactly("the 1.x server counted 84 rows, its files hold 90 live ones; the files count");
    }

    @Test
    void trap12_tellsWhatTheSourceHoldsBesides() throws IOException {
        evidence.plan(plan("c", 0));
        evidence.appendix(Map.of(), Map.of(), List.of("partition p (7) is left out"), List.of());

        report(Command.MIGRATE, end("c", Verdict.VERIFIED));

        assertThat(read().notes()).containsExactly("partition p (7) is left out");
    }

    @Test
    void saysEachNoteOnce() throws IOException {
        evidence.plan(plan("c", 0).noting(List.of("nlist becomes 65536")));
        documents.write(
                StagingLayout.loaded(MIGRATION, "c"),
                new LoadedCollection(
                        RUN, 0, Map.of(), new IndexReport("FLAT", "FLAT", null), List.of("nlist becomes 65536")));

        assertThat(report(Command.MIGRATE, end("c", Verdict.VERIFIED))
                        .getFirst()
                        .notes())
                .containsExactly("nlist becomes 65536");
    }

    @Test
    void hasTheShapeItsReadersWereTold() throws IOException {
        evidence.plan(plan("c", 1)).tasks("c", "t1");
        evidence.dumped("t1", "_default", 10, 1, 9, "0".repeat(31) + "a");
        concluded("c", conclusion(RUN));

        report(Command.MIGRATE, end("c", Verdict.MISMATCH));

        assertThat(Files.readString(folder.resolve("report.json")).strip()).isEqualTo(golden());
    }

    @Test
    void writesTheSameReportAgain() throws IOException {
        evidence.plan(plan("c", 0));
        report(Command.MIGRATE, end("c", Verdict.VERIFIED));
        String first = Files.readString(folder.resolve("report.json"));

        report(Command.MIGRATE, end("c", Verdict.VERIFIED));

        assertThat(folder.resolve("report.json")).hasContent(first);
    }

    /** Of a segment with 100 rows, of which metadata counts 90. */
    private static QuarantinedSegment part(long first, long rows, String reason) {
        return new QuarantinedSegment(
                "9", "_default", 90, "c/9/9.rv", reason, new QuarantinedSegment.Part(first, rows, 100));
    }

    private List<CollectionReport> report(Command command, CollectionEnd... ends) throws IOException {
        write(task(command, null, ends));
        return read().collections();
    }

    private ReportWritten write(WriteReport task) throws IOException {
        Event event = new WriteReports(new Plans(documents, MIGRATION), documents, selected::contains).write(task);
        assertThat(((ReportWritten) event).ref()).isEqualTo(task.ref());
        return (ReportWritten) event;
    }

    private Report read() throws IOException {
        return documents.read(StagingLayout.REPORT, Report.class).orElseThrow();
    }

    private static WriteReport task(
            Command command, @org.jspecify.annotations.Nullable Problem problem, CollectionEnd... ends) {
        return new WriteReport(
                new TaskRef(MIGRATION, RUN, Step.REPORT, TaskRef.WHOLE, 1),
                command,
                Level.FULL,
                Instant.parse("2024-02-29T12:00:00Z"),
                Instant.parse("2024-02-29T12:00:03.500Z"),
                List.of(ends),
                List.of(new PhaseTotals("dump", 1.5, 10, 240)),
                problem);
    }

    private static CollectionEnd end(String source, Verdict verdict) {
        return new CollectionEnd(source, verdict, null);
    }

    private static CollectionPlan plan(String source, int tasks, QuarantinedSegment... quarantined) {
        return new CollectionPlan(
                source,
                source,
                VectorType.FLOAT,
                4,
                Metric.L2,
                new SourceIndex("FLAT", Map.of()),
                List.of(new PartitionPlan("_default", "_default"), new PartitionPlan("p", "p")),
                tasks,
                0,
                0,
                List.of(quarantined),
                List.of());
    }

    private void loaded(String source, long run, long rows, Map<String, Long> partitions) throws IOException {
        documents.write(
                StagingLayout.loaded(MIGRATION, source),
                new LoadedCollection(run, rows, partitions, new IndexReport("FLAT", "FLAT", "Finished"), List.of()));
    }

    private void concluded(String source, Conclusion conclusion) throws IOException {
        documents.write(StagingLayout.conclusion(MIGRATION, source), conclusion);
    }

    private static Conclusion conclusion(long run) {
        FingerprintPair rows = new FingerprintPair("0".repeat(31) + "a", "b".repeat(32));
        return new Conclusion(
                run,
                Verdict.MISMATCH,
                9L,
                List.of(
                        new PartitionReport("", "_default", 10, 9L, rows),
                        new PartitionReport("p", "p", 0, 0L, new FingerprintPair("0".repeat(32), "0".repeat(32)))),
                rows,
                new FingerprintPair("0".repeat(32), "c".repeat(32)),
                new IndexReport("FLAT", "HNSW", "Finished"),
                null,
                4,
                new KeptCopies(1, List.of(new RepeatedId("6", 5)), ".m2m/m-1/kept-copies/c.jsonl"),
                new Differences(
                        List.of(new DifferentRow("7", "_default", "100")),
                        List.of(),
                        List.of(),
                        1L,
                        0L,
                        0L,
                        ".m2m/m-1/verify/c/differences.jsonl"),
                List.of("index HNSW differs"));
    }

    /** The file without its line breaks, which are there for its readers. */
    private static String golden() throws IOException {
        return Files.readString(
                        Path.of("src/test/resources/io/m2m/coordinator/report/report.json"), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .collect(Collectors.joining());
    }
}
