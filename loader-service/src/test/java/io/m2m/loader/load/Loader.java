package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.report.LoadedCollection;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** One loader process without Kafka: its tasks are called, its events are kept. */
public final class Loader implements AutoCloseable {
    private static final int LIMIT = 4;

    private final StagedMigration staged;
    private final ImportPoller poller;
    private final LoadTasks tasks;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Set<String> leftOut = new HashSet<>();
    private long run = 1;

    public Loader(
            StagedMigration staged,
            Milvus2xConfig config,
            TargetServer server,
            Imports imports,
            ScheduledExecutorService scheduler,
            Clock clock,
            Patience patience) {
        this.staged = staged;
        this.poller = new ImportPoller(events::add, scheduler, clock, () -> {}, UnaryOperator.identity());
        this.tasks = new LoadTasks(
                config,
                collection -> !leftOut.contains(collection),
                LIMIT,
                server,
                imports,
                staged.documents(),
                staged.store()::importPath,
                poller,
                clock,
                patience);
    }

    /** A collection of the plan that is not asked for. */
    void leaveOut(String source) {
        leftOut.add(source);
    }

    /** From now on a later run of the same migration. */
    public void nextRun() {
        run++;
    }

    List<Event> events() {
        return events;
    }

    public Event check() throws Exception {
        return handle(new LoadTask.CheckTarget(ref(Step.CHECK_TARGET, TaskRef.WHOLE)));
    }

    public Event prepare(CollectionPlan plan) throws Exception {
        return handle(new LoadTask.PrepareCollection(ref(Step.PREPARE, plan.source()), plan.source()));
    }

    public Event submit(CollectionPlan plan, String tag, String task) throws Exception {
        return handle(new LoadTask.ImportFiles(ref(Step.IMPORT, task), plan.source(), tag));
    }

    /** Imports a task to its end, whatever that is. */
    public Event load(CollectionPlan plan, String tag, String task) throws Exception {
        Event first = submit(plan, tag, task);
        return first instanceof ImportCompleted ? first : end(task);
    }

    /** The end of a task that was submitted. */
    public Event end(String task) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(
                        () -> events.stream()
                                .filter(event -> event instanceof ImportCompleted || event instanceof TaskFailed)
                                .filter(event -> event instanceof Event.TaskEvent of
                                        && of.ref().equals(ref(Step.IMPORT, task)))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    public LoadedCollection finish(CollectionPlan plan) throws Exception {
        Event event = handle(new LoadTask.FinishCollection(ref(Step.FINISH, plan.source()), plan.source(), 0));
        assertThat(event).isInstanceOf(Event.CollectionFinished.class);
        LoadedCollection loaded = loaded(plan);
        assertThat(loaded.run()).isEqualTo(run);
        assertThat(((Event.CollectionFinished) event).rows()).isEqualTo(loaded.rows());
        return loaded;
    }

    private LoadedCollection loaded(CollectionPlan plan) throws IOException {
        return staged.documents()
                .read(StagingLayout.loaded(StagedMigration.MIGRATION, plan.source()), LoadedCollection.class)
                .orElseThrow();
    }

    private Event handle(LoadTask task) throws Exception {
        return tasks.handle(task, (rows, bytes) -> {});
    }

    private TaskRef ref(Step step, String name) {
        return new TaskRef(StagedMigration.MIGRATION, run, step, name, 1);
    }

    @Override
    public void close() {
        poller.close();
    }
}
