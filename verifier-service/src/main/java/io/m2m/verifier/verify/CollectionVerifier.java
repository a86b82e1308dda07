package io.m2m.verifier.verify;

import io.m2m.common.message.Event;
import io.m2m.common.message.Level;
import io.m2m.common.message.Progress;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.message.VerifyTask;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.report.Conclusion;
import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectStore;
import io.m2m.verifier.staged.StagedFiles;
import java.io.IOException;

/** Carries out the steps of a verification: inspect a collection, read its ranges back, conclude. */
public final class CollectionVerifier implements TaskHandler<VerifyTask> {
    private final Documents documents;
    private final EvidenceStore evidence;
    private final Inspector inspector;
    private final RangeReader reader;
    private final Concluder concluder;

    /** @param staging where the dumped files and the evidence are, through {@code documents} too */
    public CollectionVerifier(Target target, ObjectStore staging, Documents documents, VerifySettings settings) {
        StagedFiles files = new StagedFiles(staging);
        this.documents = documents;
        this.evidence = new EvidenceStore(documents);
        this.inspector = new Inspector(target, files, settings);
        this.reader = new RangeReader(target);
        this.concluder = new Concluder(target, files, staging, documents, settings);
    }

    @Override
    public Event handle(VerifyTask task, Progress progress) throws IOException {
        return switch (task) {
            case VerifyTask.InspectCollection inspect -> inspect(inspect, staged(task));
            case VerifyTask.CompareRange compare -> compare(compare, progress);
            case VerifyTask.ConcludeCollection conclude -> conclude(conclude, staged(task));
        };
    }

    private StagedCollection staged(VerifyTask task) throws IOException {
        return StagedCollection.read(documents, task.migration(), task.collection());
    }

    private Event inspect(VerifyTask.InspectCollection task, StagedCollection staged) throws IOException {
        Inspection inspection =
                inspector.inspect(staged, task.level(), task.ref().run());
        evidence.write(task.migration(), task.collection(), inspection);
        return new Event.CollectionInspected(task.ref(), inspection.ranges().size());
    }

    private Event compare(VerifyTask.CompareRange task, Progress progress) throws IOException {
        CollectionPlan plan = StagedCollection.plan(documents, task.migration(), task.collection());
        Inspection inspection = evidence.inspection(task.ref(), task.collection());
        Inspection.Range range = inspection.ranges().get(task.range());
        TargetPartition partition = new TargetPartition(
                plan.target(), inspection.partitions().get(range.partition()).target());
        int rowBytes = task.level() == Level.FULL ? plan.vectorType().rowBytes(plan.dim()) : 0;
        Sums sums = reader.read(partition, range.ids(), rowBytes, progress);
        evidence.write(
                task.migration(),
                task.collection(),
                task.range(),
                ComparedRange.of(task.ref().run(), sums, rowBytes > 0));
        return new Event.RangeCompared(task.ref(), sums.rows(), RangeReader.bytes(sums.rows(), rowBytes));
    }

    private Event conclude(VerifyTask.ConcludeCollection task, StagedCollection staged) throws IOException {
        Inspection inspection = evidence.inspection(task.ref(), task.collection());
        Sums[] returned = new Sums[inspection.ranges().size()];
        for (int range = 0; range < returned.length; range++) {
            returned[range] =
                    evidence.compared(task.ref(), task.collection(), range).sums();
        }
        Conclusion conclusion = concluder.conclude(task, staged, inspection, returned);
        return new Event.CollectionConcluded(task.ref(), conclusion.verdict());
    }
}
