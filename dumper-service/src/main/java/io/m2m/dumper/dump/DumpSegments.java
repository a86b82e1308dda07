package io.m2m.dumper.dump;

import io.m2m.common.message.DumpTask;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.Progress;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the segments of one line of the plan into a pair of NumPy files, an outcome and, written last, a manifest. A task
 * that was done before is found in staging and left alone.
 */
final class DumpSegments {
    private static final Logger log = LoggerFactory.getLogger(DumpSegments.class);

    private final SourceRoots roots;
    private final ObjectStore staging;
    private final Documents documents;
    private final DumpSettings settings;
    private final EarlierDump earlier;

    /** @param documents those of {@code staging} */
    DumpSegments(SourceRoots roots, ObjectStore staging, Documents documents, DumpSettings settings) {
        this.roots = roots;
        this.staging = staging;
        this.documents = documents;
        this.settings = settings;
        this.earlier = new EarlierDump(staging, documents, settings);
    }

    SegmentsDumped dump(DumpTask.DumpSegments task, Progress progress) throws IOException {
        DumpPlan plan = plan(task);
        LeftOutCopies copies = LeftOutCopies.of(documents, task.migration(), plan, task.duplicateIds());
        Optional<TaskOutcome> done = earlier.find(task.migration(), plan, copies);
        TaskOutcome outcome = done.isPresent() ? done.get() : dump(task.migration(), plan, copies, progress);
        return new SegmentsDumped(task.ref(), DumpFacts.of(outcome));
    }

    private DumpPlan plan(DumpTask.DumpSegments task) throws IOException {
        PlanEntry entry = task.entry();
        String file = StagingLayout.tasks(task.migration());
        DumpPlan plan = documents.readLine(file, entry.offset(), entry.bytes(), DumpPlan.class);
        String wanted = task.ref().name();
        if (!plan.task().equals(wanted)) {
            throw new ProblemException(
                    Problem.Kind.DAMAGED,
                    file + " has task " + plan.task() + " at byte " + entry.offset() + ", where task " + wanted
                            + " was when it was planned; run the same command again, which plans anew");
        }
        return plan;
    }

    private TaskOutcome dump(String migration, DumpPlan plan, LeftOutCopies copies, Progress progress)
            throws IOException {
        String folder = StagingLayout.taskFolder(plan.collection(), plan.partition(), plan.task());
        String manifest = StagingLayout.manifest(plan.collection(), plan.partition(), plan.task());
        // From here on the files may not be those that an older manifest speaks of.
        staging.delete(manifest);
        TaskOutcome outcome = new TaskDump(migration, plan, copies, settings, roots, staging, progress).run();
        outcome.quarantined().forEach(segment -> log(migration, plan, segment));
        if (outcome.manifest().rows() == 0) {
            staging.delete(folder + settings.idFile());
            staging.delete(folder + settings.vectorFile());
        }
        documents.write(StagingLayout.outcome(migration, plan.task()), outcome);
        if (outcome.manifest().rows() > 0) {
            documents.write(manifest, outcome.manifest());
        }
        return outcome;
    }

    private static void log(String migration, DumpPlan plan, QuarantinedSegment segment) {
        log.atWarn()
                .addKeyValue("migration", migration)
                .addKeyValue("collection", plan.collection())
                .addKeyValue("segment", segment.segment())
                .addKeyValue("file", segment.file())
                .addKeyValue("reason", segment.reason())
                .log("segment quarantined");
    }
}
