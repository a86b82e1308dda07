package io.m2m.standalone.report;

import io.m2m.common.message.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code report.json} (schema {@code m2m-report/1}) says, as far as the closing text needs it. */
public record RunReport(
        String migration,
        Verdict verdict,
        @Nullable String level,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<Collection> collections,
        @Nullable String problem) {
    public RunReport {
        collections = orEmpty(collections);
    }

    /** One collection; rows count readable segments only. */
    public record Collection(
            String source,
            String target,
            Verdict verdict,
            long liveRows,
            @Nullable Long targetRows,
            @Nullable Index index,
            List<Quarantined> quarantined,
            List<Renamed> renamed,
            long repeatedIds,
            long skippedRows,
            @Nullable Differences differences,
            @Nullable String problem) {
        public Collection {
            quarantined = orEmpty(quarantined);
            renamed = orEmpty(renamed);
        }
    }

    /** @param state as the target tells it, {@code Finished} when it is built */
    public record Index(
            @Nullable String source,
            @Nullable String target,
            @Nullable String state) {}

    /** @param rows by metadata, since the files could not be read */
    public record Quarantined(String segment, String partition, long rows, String file, String reason) {}

    /** A name that 2.x refuses, or that the configuration changes. */
    public record Renamed(String source, String target) {}

    /** The first differing rows; all of them are in a file of staging. */
    public record Differences(List<Row> missing, List<Row> extra, List<Row> different) {
        public Differences {
            missing = orEmpty(missing);
            extra = orEmpty(extra);
            different = orEmpty(different);
        }
    }

    /** @param id as text, since JSON numbers end at 2^53 */
    public record Row(
            String id, @Nullable String partition, @Nullable String segment) {}

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
