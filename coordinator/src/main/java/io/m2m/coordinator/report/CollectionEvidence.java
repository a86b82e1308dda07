package io.m2m.coordinator.report;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.report.Conclusion;
import io.m2m.common.report.LoadedCollection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything known of one collection in one run. */
final class CollectionEvidence {
    private final CollectionPlan plan;
    private final @Nullable LoadedCollection loaded;
    private final @Nullable Conclusion conclusion;
    private final Map<String, DumpedRows> byTag = new HashMap<>();
    private final List<QuarantinedSegment> quarantined;
    private final List<String> notes;
    private DumpedRows all = DumpedRows.NONE;
    private int dumps;

    /** @param loaded, conclusion those of this run, if there are any */
    CollectionEvidence(CollectionPlan plan, Optional<LoadedCollection> loaded, Optional<Conclusion> conclusion) {
        this.plan = plan;
        this.loaded = loaded.orElse(null);
        this.conclusion = conclusion.orElse(null);
        this.quarantined = new ArrayList<>(plan.quarantined());
        this.notes = new ArrayList<>(plan.notes());
    }

    void add(TaskOutcome outcome) {
        dumps++;
        all = all.plus(outcome);
        byTag.merge(outcome.manifest().partition(), DumpedRows.NONE.plus(outcome), (older, one) -> older.plus(outcome));
        quarantined.addAll(outcome.quarantined());
        notes.addAll(outcome.warnings());
    }

    CollectionPlan plan() {
        return plan;
    }

    @Nullable
    LoadedCollection loaded() {
        return loaded;
    }

    @Nullable
    Conclusion conclusion() {
        return conclusion;
    }

    DumpedRows all() {
        return all;
    }

    DumpedRows of(String tag) {
        return byTag.getOrDefault(tag, DumpedRows.NONE);
    }

    /** Whether every task has been dumped, so that the rows are all there are. */
    boolean dumpedWhole() {
        return dumps == plan.tasks();
    }

    /** Each segment once, though several tasks may have read parts of it. */
    List<QuarantinedSegment> quarantined() {
        Map<String, List<QuarantinedSegment>> bySegment = new LinkedHashMap<>();
        for (QuarantinedSegment each : quarantined) {
            bySegment
                    .computeIfAbsent(each.partition() + "/" + each.segment(), segment -> new ArrayList<>())
                    .add(each);
        }
        return bySegment.values().stream().map(QuarantinedParts::together).toList();
    }

    /** Facts that are no failures, each once. */
    List<String> notes() {
        List<String> every = new ArrayList<>(notes);
        if (loaded != null) {
            every.addAll(loaded.notes());
        }
        if (conclusion != null) {
            every.addAll(conclusion.notes());
        }
        return every.stream().distinct().toList();
    }

    /** Whether the target counts what was imported; nothing is known before it was asked. */
    boolean countsAgree() {
        return loaded == null
                || plan.partitions().stream()
                        .allMatch(partition -> loaded.partitionRows().getOrDefault(partition.tag(), 0L)
                                == of(partition.tag()).written());
    }
}
