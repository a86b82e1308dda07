package io.m2m.verifier.verify;

import io.m2m.common.message.Event;
import io.m2m.common.message.Progress;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.message.VerifyTask;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.report.Conclusion;
import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectStore;
import io.m2m.verifier.staged.StagedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Carries out the steps of a verification: inspect a collection, read its ranges back, search, conclude. */
public final class CollectionVerifier implements TaskHandler<VerifyTask> {
    private final Target target;
    private final StagedFiles files;
    private final Documents documents;
    private final EvidenceStore evidence;
    private final Inspector inspector;
    private final RangeReader reader;
    private final Concluder concluder;

    /** @param staging where the dumped files and the evidence are, through {@code documents} too */
    public CollectionVerifier(Target target, ObjectStore staging, Documents documents, VerifySettings settings) {
        this.target = target;
        this.files = new StagedFiles(staging);
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
            case VerifyTask.SearchVectors search -> search(search, staged(task), progress);
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
        return new Event.CollectionInspected(
                task.ref(),
                inspection.ranges().size(),
                inspection.searching() == null ? null : inspection.searching().blocks());
    }

    private Event compare(VerifyTask.CompareRange task, Progress progress) throws IOException {
        CollectionPlan plan = StagedCollection.plan(documents, task.migration(), task.collection());
        Inspection inspection = evidence.inspection(task.ref(), task.collection());
        Inspection.Range range = inspection.ranges().get(task.range());
        TargetPartition partition = new TargetPartition(
                plan.target(), inspection.partitions().get(range.partition()).target());
        int rowBytes = task.level().everyVector() ? plan.vectorType().rowBytes(plan.dim()) : 0;
        Sums sums = reader.read(partition, range.ids(), rowBytes, progress);
        evidence.write(
                task.migration(),
                task.collection(),
                task.range(),
                ComparedRange.of(task.ref().run(), sums, rowBytes > 0));
        return new Event.RangeCompared(task.ref(), sums.rows(), RangeReader.bytes(sums.rows(), rowBytes));
    }

    private Event search(VerifyTask.SearchVectors task, StagedCollection staged, Progress progress) throws IOException {
        Inspection.Searching searching = Objects.requireNonNull(
                evidence.inspection(task.ref(), task.collection()).searching());
        SearchedBlock searched = new SearchBlock(target, files, staged, searching)
                .search(
                        new SeededSample(files, task.migration()),
                        task.block(),
                        task.ref().run(),
                        progress);
        evidence.write(task.migration(), task.collection(), task.block(), searched);
        return new Event.VectorsSearched(task.ref(), searched.queries());
    }

    private Event conclude(VerifyTask.ConcludeCollection task, StagedCollection staged) throws IOException {
        Inspection inspection = evidence.inspection(task.ref(), task.collection());
        Sums[] returned = new Sums[inspection.ranges().size()];
        for (int range = 0; range < returned.length; range++) {
            returned[range] =
                    evidence.compared(task.ref(), task.collection(), range).sums();
        }
        List<SearchedBlock> searched = new ArrayList<>();
        int blocks = inspection.searching() == null ? 0 : inspection.searching().blocks();
        for (int block = 0; block < blocks; block++) {
            searched.add(evidence.searched(task.ref(), task.collection(), block));
        }
        Conclusion conclusion = concluder.conclude(task, staged, inspection, returned, searched);
        return new Event.CollectionConcluded(task.ref(), conclusion.verdict());
    }
}
