package io.m2m.verifier.verify;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was planned and dumped of one collection. Quarantined segments and rows left out by policy are in no manifest, so
 * nobody expects them on the target.
 *
 * @param partitions one for each of the plan, in its order
 * @param undumped planned tasks that no dump has finished
 */
record StagedCollection(CollectionPlan plan, List<StagedPartition> partitions, List<String> undumped) {
    StagedCollection {
        partitions = List.copyOf(partitions);
        undumped = List.copyOf(undumped);
    }

    /** What was planned alone, without looking at what was dumped. */
    static CollectionPlan plan(Documents documents, String migration, String collection) throws IOException {
        return documents
                .read(StagingLayout.plan(migration), MigrationPlan.class)
                .orElseThrow(() -> new ProblemException(
                        Problem.Kind.CONFIGURATION,
                        "staging holds no plan of migration " + migration
                                + "; run m2m migrate, or dump and load, first"))
                .collection(collection);
    }

    static StagedCollection read(Documents documents, String migration, String collection) throws IOException {
        CollectionPlan plan = plan(documents, migration, collection);
        Map<String, List<StagedTask>> tasks = new LinkedHashMap<>();
        Map<String, Sums> sums = new LinkedHashMap<>();
        for (PartitionPlan partition : plan.partitions()) {
            tasks.put(partition.tag(), new ArrayList<>());
            sums.put(partition.tag(), Sums.NONE);
        }
        List<String> undumped = new ArrayList<>();
        try (Stream<DumpPlan> lines = documents.readLines(StagingLayout.tasks(migration), DumpPlan.class)) {
            Iterator<DumpPlan> each =
                    lines.filter(line -> line.collection().equals(collection)).iterator();
            while (each.hasNext()) {
                DumpPlan line = each.next();
                Optional<Manifest> manifest = manifest(documents, migration, line.task());
                if (manifest.isEmpty()) {
                    undumped.add(line.task());
                } else if (manifest.get().rows() > 0) {
                    Objects.requireNonNull(tasks.get(line.partition())).add(new StagedTask(manifest.get()));
                    sums.merge(line.partition(), Sums.of(manifest.get()), Sums::plus);
                }
            }
        }
        List<StagedPartition> partitions = plan.partitions().stream()
                .map(PartitionPlan::tag)
                .map(tag -> new StagedPartition(
                        tag, Objects.requireNonNull(tasks.get(tag)), Objects.requireNonNull(sums.get(tag))))
                .toList();
        return new StagedCollection(plan, partitions, undumped);
    }

    private static Optional<Manifest> manifest(Documents documents, String migration, String task) throws IOException {
        return documents
                .read(StagingLayout.outcome(migration, task), TaskOutcome.class)
                .map(TaskOutcome::manifest);
    }

    /** Width of a stored vector. */
    int rowBytes() {
        return plan.vectorType().rowBytes(plan.dim());
    }

    /** Those with rows, of all partitions. */
    List<StagedTask> tasks() {
        return partitions.stream()
                .flatMap(partition -> partition.tasks().stream())
                .toList();
    }

    Sums sums() {
        return partitions.stream().map(StagedPartition::sums).reduce(Sums.NONE, Sums::plus);
    }

    /** @param tag absent for a partition that only the target has */
    StagedPartition partition(@Nullable String tag) {
        return partitions.stream()
                .filter(partition -> partition.tag().equals(tag))
                .findFirst()
                .orElse(new StagedPartition("", List.of(), Sums.NONE));
    }
}
