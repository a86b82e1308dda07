package io.m2m.coordinator.plan;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.schema.IndexMapping;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.schema.TargetIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code m2m plan} found.
 *
 * @param indexesFor version of Milvus 2.x that the indexes are for: the target's, or an assumed one when it was not asked
 * @param refused collections that take no part
 * @param notes what the metadata holds besides
 * @param problem why nothing of this could be done, in one sentence
 */
public record PlanReport(
        String schema,
        String migration,
        String indexesFor,
        List<PlannedCollection> collections,
        List<RefusedCollection> refused,
        List<String> notes,
        @Nullable String problem) {
    public static final String SCHEMA = "m2m-plan-report/1";

    private static final double DUMP_BYTES_PER_SECOND = 200e6;
    /** Measured on 2.3.5 with two cores. */
    private static final double IMPORT_BYTES_PER_SECOND = 12e6;
    /** What an import costs however small it is. */
    private static final double IMPORT_SECONDS = 2;

    private static final double VERIFY_BYTES_PER_SECOND = 12e6;
    /** One of ids, one of vectors. */
    private static final long FILES_OF_A_TASK = 2;

    public PlanReport {
        collections = List.copyOf(collections);
        refused = List.copyOf(refused);
        notes = List.copyOf(notes);
    }

    /**
     * One collection that takes part.
     *
     * @param index what it gets on the target
     * @param shortfall what of its data is not migrated, in one sentence
     * @param files NumPy files that would be written
     * @param estimatedSeconds what dumping, importing and verifying it may take one after the other, its index not counted
     */
    public record PlannedCollection(
            CollectionPlan plan,
            TargetIndex index,
            @Nullable String shortfall,
            long files,
            long estimatedSeconds) {
        PlannedCollection(CollectionPlan plan, TargetIndex index, @Nullable String shortfall) {
            this(plan, index, shortfall, plan.tasks() * FILES_OF_A_TASK, seconds(plan));
        }

        private static long seconds(CollectionPlan plan) {
            return Math.round(plan.bytes() / DUMP_BYTES_PER_SECOND
                    + plan.bytes() / IMPORT_BYTES_PER_SECOND
                    + plan.tasks() * IMPORT_SECONDS
                    + plan.bytes() / VERIFY_BYTES_PER_SECOND);
        }
    }

    public static PlanReport of(PlannedMigration planned, ServerVersion version, IndexChoice choice) {
        PlanAppendix appendix = planned.appendix();
        List<PlannedCollection> collections = planned.plan().collections().stream()
                .map(plan -> new PlannedCollection(
                        plan,
                        IndexMapping.of(plan, choice, version),
                        appendix.shortfalls().get(plan.source())))
                .toList();
        return new PlanReport(
                SCHEMA,
                planned.plan().migration(),
                version.toString(),
                collections,
                appendix.refused(),
                appendix.notes(),
                null);
    }

    /** The same plan, with what keeps it from being carried out. */
    public PlanReport with(Problem obstacle) {
        return new PlanReport(schema, migration, indexesFor, collections, refused, notes, obstacle.sentence());
    }
}
