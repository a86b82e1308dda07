package io.m2m.loader.load;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether an import arrived of which the server no longer tells: by the rows that its partition holds, against those that are known
 * to have arrived there and those of all imports in doubt. Right only while no import runs.
 */
final class PartitionLedger {
    private final TargetServer server;
    private final Imports imports;
    private final Documents documents;
    private final ImportRecords records;

    PartitionLedger(TargetServer server, Imports imports, Documents documents) {
        this.server = server;
        this.imports = imports;
        this.documents = documents;
        this.records = new ImportRecords(documents);
    }

    /** What the rows say. */
    enum Arrival {
        ARRIVED,
        MISSING,
        /** Of several in doubt some arrived, or somebody else has rows there. */
        UNCLEAR
    }

    Arrival of(StagedTask task) throws IOException {
        long held = server.heldRows(task.collection(), task.partition());
        if (held == 0) {
            return Arrival.MISSING;
        }
        if (!task.made()) {
            return Arrival.UNCLEAR;
        }
        long known = 0;
        long doubtful = task.rows();
        for (DumpPlan other : besides(task)) {
            Optional<ImportRecord> record = records.begun(task, other.task());
            if (record.isEmpty()) {
                continue;
            }
            long rows = rows(task, other);
            switch (fate(record.get())) {
                case ARRIVED -> known += rows;
                case UNCLEAR -> doubtful += rows;
                case MISSING -> {}
            }
        }
        return held == known ? Arrival.MISSING : held == known + doubtful ? Arrival.ARRIVED : Arrival.UNCLEAR;
    }

    private List<DumpPlan> besides(StagedTask task) throws IOException {
        try (Stream<DumpPlan> plans = documents.readLines(StagingLayout.tasks(task.migration()), DumpPlan.class)) {
            List<DumpPlan> all = plans.toList();
            DumpPlan own = all.stream()
                    .filter(plan -> plan.task().equals(task.name()))
                    .findFirst()
                    .orElseThrow();
            return all.stream()
                    .filter(plan -> plan != own
                            && plan.collection().equals(own.collection())
                            && plan.partition().equals(own.partition()))
                    .toList();
        }
    }

    private long rows(StagedTask task, DumpPlan other) throws IOException {
        return documents
                .read(StagingLayout.outcome(task.migration(), other.task()), TaskOutcome.class)
                .map(outcome -> outcome.manifest().rows())
                .orElse(0L);
    }

    private Arrival fate(ImportRecord record) {
        if (record.completed()) {
            return Arrival.ARRIVED;
        }
        Optional<ImportJob> job = Optional.ofNullable(record.job()).flatMap(imports::state);
        return job.map(told -> switch (told.state()) {
                    case COMPLETED -> Arrival.ARRIVED;
                    case FAILED -> Arrival.MISSING;
                    case WAITING, RUNNING -> Arrival.UNCLEAR;
                })
                .orElse(Arrival.UNCLEAR);
    }
}
