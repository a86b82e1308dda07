package io.m2m.coordinator.migration;

import io.m2m.common.message.DumpTask.DumpSegments;
import io.m2m.common.message.DumpTask.FindRepeatedIds;
import io.m2m.common.message.Level;
import io.m2m.common.message.LoadTask.CheckTarget;
import io.m2m.common.message.LoadTask.FinishCollection;
import io.m2m.common.message.LoadTask.ImportFiles;
import io.m2m.common.message.LoadTask.PrepareCollection;
import io.m2m.common.message.PlanTask.CleanStaging;
import io.m2m.common.message.PlanTask.PlanMigration;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.VerifyTask.CompareRange;
import io.m2m.common.message.VerifyTask.ConcludeCollection;
import io.m2m.common.message.VerifyTask.InspectCollection;
import io.m2m.common.message.VerifyTask.SearchVectors;
import io.m2m.common.model.DuplicateIds;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns a task's record into the message that is sent. */
final class TaskMessages {
    private TaskMessages() {}

    static TaskMessage of(Board board, TaskRecord task) {
        MigrationRecord migration = board.migration();
        CollectionProgress progress = board.progress(task.collection());
        TaskRef ref = new TaskRef(migration.migration(), migration.run(), task.step(), task.name(), task.attempt());
        Level level = migration.level();
        String collection = task.collection();
        return switch (task.step()) {
            case PLAN -> new PlanMigration(ref, migration.command());
            case CHECK_TARGET -> new CheckTarget(ref);
            case FIND_REPEATED_IDS ->
                new FindRepeatedIds(ref, collection, Objects.requireNonNull(duplicateIds(board, collection)));
            case DUMP ->
                new DumpSegments(
                        ref, collection, Objects.requireNonNull(task.entry()), duplicateIds(board, collection));
            case PREPARE -> new PrepareCollection(ref, collection);
            case IMPORT -> new ImportFiles(ref, collection, task.partition());
            case FINISH -> new FinishCollection(ref, collection, progress.of(Step.IMPORT).rows);
            case INSPECT -> new InspectCollection(ref, collection, level);
            case COMPARE -> new CompareRange(ref, collection, numberOf(task), level);
            case SEARCH -> new SearchVectors(ref, collection, numberOf(task), level);
            case CONCLUDE ->
                new ConcludeCollection(ref, collection, Math.toIntExact(progress.of(Step.COMPARE).total), level);
            case REPORT -> new StatusSummary(board, new Throughput()).reportRequest(task);
            case CLEAN -> new CleanStaging(ref);
        };
    }

    private static @Nullable DuplicateIds duplicateIds(Board board, String collection) {
        return board.collection(collection).planned().duplicateIds();
    }

    private static int numberOf(TaskRecord task) {
        return Integer.parseInt(task.name().substring(task.name().lastIndexOf('#') + 1));
    }
}
