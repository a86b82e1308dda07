package io.m2m.common.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Metric;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.VectorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final FingerprintPair ROWS =
            new FingerprintPair("dbfea518dd98847abc4d9024e0c311ec", "dbfea518dd98847abc4d9024e0c311ec");
    private static final FingerprintPair IDS =
            new FingerprintPair("bdc94bce2eda264dbc08dc21994df8a2", "bdc94bce2eda264dbc08dc21994df8a2");

    @Test
    void hasTheShapeAndTheOrderItsReadersWereTold() throws IOException {
        String json = Json.text(report());

        assertThat(json).isEqualTo(golden());
    }

    @Test
    void isReadBackAsItWasWritten() throws IOException {
        Report read = Json.mapper().readValue(golden(), Report.class);

        assertThat(read).isEqualTo(report());
    }

    @Test
    void saysNothingOfWhatTheRunDidNotComeTo() {
        FingerprintPair dumped = new FingerprintPair("00", null);
        Report report = new Report(
                Report.SCHEMA,
                "m-1",
                Verdict.DUMPED,
                null,
                Instant.EPOCH,
                null,
                List.of(new CollectionReport(
                        "a",
                        "a",
                        VectorType.BINARY,
                        8,
                        Metric.JACCARD,
                        Verdict.DUMPED,
                        1,
                        0,
                        1,
                        null,
                        dumped,
                        dumped,
                        List.of(),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        0,
                        null,
                        0,
                        List.of(),
                        Differences.none(),
                        null,
                        List.of())),
                List.of(),
                null,
                List.of());

        assertThat(Json.text(report))
                .doesNotContain(
                        "null",
                        "level",
                        "finishedAt",
                        "targetRows",
                        "index",
                        "problem",
                        "notes",
                        "search",
                        "leftOut",
                        "missingRows",
                        "file",
                        "\"repeated\"");
    }

    private static Report report() {
        return new Report(
                Report.SCHEMA,
                "m-1",
                Verdict.VERIFIED,
                "search",
                Instant.parse("2024-02-29T12:00:00Z"),
                Instant.parse("2024-02-29T12:00:03.500Z"),
                List.of(collection()),
                List.of(new PhaseReport("dump", 1.2, 1000, 512000)),
                null,
                List.of());
    }

    private static CollectionReport collection() {
        return new CollectionReport(
                "test",
                "test",
                VectorType.FLOAT,
                128,
                Metric.L2,
                Verdict.VERIFIED,
                1000,
                10,
                990,
                990L,
                ROWS,
                IDS,
                List.of(new PartitionReport("", "_default", 990, 990L, ROWS)),
                new IndexReport("IVF_SQ8", "IVF_SQ8", "Finished"),
                new SearchReport(100, 10, 0.975, Map.of("nprobe", 64), false),
                List.of(new QuarantinedSegment(
                        "1678354366132931000",
                        "_default",
                        100,
                        "1/1678354366132931000/1678354366132931000.rv",
                        "3 bytes short")),
                List.of(new Renamed("a-b.c", "a_b_c")),
                1,
                new KeptCopies(1, List.of(new RepeatedId("6", 2)), ".m2m/m-1/kept-copies/test.jsonl"),
                0,
                List.of(new LeftOut(
                        "policy.duplicateIds: keep-last",
                        1,
                        List.of(new DifferentRow("8", "_default", "1678354366132932000")),
                        ".m2m/m-1/left-out/test/repeated-ids.jsonl")),
                new Differences(
                        List.of(new DifferentRow("7", "_default", "1678354366132932000")),
                        List.of(),
                        List.of(),
                        1L,
                        0L,
                        0L,
                        ".m2m/m-1/verify/test/differences.jsonl"),
                null,
                List.of());
    }

    /** The file without its line breaks, which are there for its readers. */
    private static String golden() throws IOException {
        try (InputStream in = ReportTest.class.getResourceAsStream("report.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .collect(Collectors.joining());
        }
    }
}
