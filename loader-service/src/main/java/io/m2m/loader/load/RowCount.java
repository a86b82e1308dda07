package io.m2m.loader.load;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Rows of one collection by source tag: those that were dumped, and those on the target. */
final class RowCount {
    private final TargetServer server;
    private final Documents documents;
    private final String migration;
    private final CollectionPlan plan;
    private final boolean countable;

    RowCount(TargetServer server, Documents documents, String migration, CollectionPlan plan) {
        this.server = server;
        this.documents = documents;
        this.migration = migration;
        this.plan = plan;
        this.countable = ServerFeature.COUNT_BY_QUERY.on(server.version());
    }

    Map<String, Long> expected() throws IOException {
        Map<String, Long> rows = new TreeMap<>();
        plan.partitions().forEach(partition -> rows.put(partition.tag(), 0L));
        try (Stream<DumpPlan> tasks = documents.readLines(StagingLayout.tasks(migration), DumpPlan.class)) {
            List<DumpPlan> own = tasks.filter(task -> task.collection().equals(plan.source()))
                    .toList();
            for (DumpPlan task : own) {
                Optional<TaskOutcome> outcome =
                        documents.read(StagingLayout.outcome(migration, task.task()), TaskOutcome.class);
                long written = outcome.map(found -> found.manifest().rows()).orElse(0L);
                rows.merge(task.partition(), written, Long::sum);
            }
        }
        return rows;
    }

    Map<String, Long> counted() {
        Map<String, Long> rows = new TreeMap<>();
        for (PartitionPlan partition : plan.partitions()) {
            long there = countable
                    ? server.count(plan.target(), partition.target())
                    : server.heldRows(plan.target(), partition.target());
            rows.put(partition.tag(), there);
        }
        return rows;
    }

    /** All rows of the collection, those in partitions the plan does not know included where they can be counted. */
    long whole(Map<String, Long> counted) {
        return countable
                ? server.count(plan.target())
                : counted.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Facts about the count that are no failures. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!countable) {
            notes.add("rows are counted by the server's metadata, as Milvus " + server.version()
                    + " has no other exact count");
        }
        return notes;
    }

    static List<String> differences(Map<String, Long> expected, Map<String, Long> counted) {
        return expected.entrySet().stream()
                .filter(each -> !each.getValue().equals(counted.get(each.getKey())))
                .map(each -> "partition " + each.getKey() + " has " + counted.getOrDefault(each.getKey(), 0L)
                        + " rows on the target and " + each.getValue() + " in staging")
                .toList();
    }
}
