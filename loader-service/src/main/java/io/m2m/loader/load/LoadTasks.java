package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.CollectionFinished;
import io.m2m.common.message.Event.CollectionPrepared;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.Progress;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.staging.Documents;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The loader's answer to its tasks. */
public final class LoadTasks implements TaskHandler<LoadTask> {
    private final Imports imports;
    private final Predicate<String> selected;
    private final Plans plans;
    private final TargetCheck check;
    private final PrepareCollection prepare;
    private final StartImport start;
    private final FinishCollection finish;

    /**
     * @param selected whether a collection is asked for, by its source name
     * @param limit jobs under way in this process
     * @param importPath how the target finds an object of staging
     */
    public LoadTasks(
            Milvus2xConfig target,
            Predicate<String> selected,
            int limit,
            TargetServer server,
            Imports imports,
            Documents documents,
            UnaryOperator<String> importPath,
            ImportPoller poller,
            Clock clock,
            Patience patience) {
        this.imports = imports;
        this.selected = selected;
        this.plans = new Plans(documents);
        this.check = new TargetCheck(server, target, documents);
        this.prepare = new PrepareCollection(server, imports, target, documents, patience);
        this.start = new StartImport(server, imports, target, documents, importPath, poller, limit, clock);
        this.finish = new FinishCollection(server, target, documents, patience);
    }

    @Override
    public Event handle(LoadTask task, Progress progress) throws Exception {
        String migration = task.migration();
        return switch (task) {
            case LoadTask.CheckTarget whole ->
                new TargetChecked(
                        whole.ref(), checkedVersion(migration), imports.offer().groups());
            case LoadTask.PrepareCollection one -> {
                prepare.prepare(migration, plans.collection(migration, one.collection()));
                yield new CollectionPrepared(one.ref());
            }
            case LoadTask.ImportFiles files -> start.start(files, progress);
            case LoadTask.FinishCollection one ->
                new CollectionFinished(
                        one.ref(), finish.finish(one.ref(), plans.collection(migration, one.collection())));
        };
    }

    private String checkedVersion(String migration) throws IOException {
        try (Stream<DumpPlan> tasks = plans.tasks(migration)) {
            return check.check(plans.of(migration).of(selected), tasks)
                    .version()
                    .toString();
        }
    }
}
