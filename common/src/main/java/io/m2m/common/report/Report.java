package io.m2m.common.report;

import io.m2m.common.message.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did and what it found.
 *
 * @param level how much was compared, in lower case; absent when the run compared nothing
 * @param phases what the run went through, in order
 * @param problem why the run failed as a whole, in one sentence
 * @param notes what the source holds besides and was left out, such as partitions of dropped collections; absent when there is
 *     nothing
 */
public record Report(
        String schema,
        String migration,
        Verdict verdict,
        @Nullable String level,
        Instant startedAt,
        @Nullable Instant finishedAt,
        List<CollectionReport> collections,
        List<PhaseReport> phases,
        @Nullable String problem,
        @Nullable List<String> notes) {
    public static final String SCHEMA = "m2m-report/1";

    public Report {
        collections = List.copyOf(collections);
        phases = List.copyOf(phases);
        notes = notes == null || notes.isEmpty() ? null : List.copyOf(notes);
    }
}
