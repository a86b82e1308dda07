package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.LoadTask.ImportFiles;
import io.m2m.common.message.Progress;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/** Starts the import of one dumped task, or takes up the one that is there, and leaves it to the poller. */
final class StartImport {
    private final TargetServer server;
    private final Imports imports;
    private final Milvus2xConfig config;
    private final Documents documents;
    private final UnaryOperator<String> importPath;
    private final ImportPoller poller;
    private final Boarding boarding;
    private final Clock clock;
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();

    /**
     * @param importPath how the target finds an object of staging
     * @param limit jobs under way in this process
     */
    StartImport(
            TargetServer server,
            Imports imports,
            Milvus2xConfig config,
            Documents documents,
            UnaryOperator<String> importPath,
            ImportPoller poller,
            int limit,
            Clock clock) {
        this.server = server;
        this.imports = imports;
        this.config = config;
        this.documents = documents;
        this.importPath = importPath;
        this.poller = poller;
        this.boarding = new Boarding(poller, imports, limit);
        this.clock = clock;
    }

    /** @param progress told when the target has completed it */
    Event start(ImportFiles task, Progress progress) throws IOException, InterruptedException {
        // A task that is sent twice must not be submitted twice.
        synchronized (locks.computeIfAbsent(task.ref().name(), name -> new Object())) {
            Optional<String> job = poller.renew(task.ref());
            return job.isPresent() ? new ImportSubmitted(task.ref(), job.get()) : begin(task, progress);
        }
    }

    private Event begin(ImportFiles task, Progress progress) throws IOException, InterruptedException {
        Manifest manifest = manifest(task);
        if (manifest.rows() == 0) {
            StagedTask staged = staged(task, manifest);
            new ImportRecords(documents).of(staged).requireContentOf(staged);
            return new ImportCompleted(task.ref(), 0);
        }
        return boarding.board(
                task,
                () -> new ImportCourse(staged(task, manifest), imports, server, documents, clock),
                (course, next) -> switch (next) {
                    case Next.Done done -> new ImportCompleted(task.ref(), done.rows());
                    case Next.Wait wait -> {
                        poller.follow(task.ref(), course, progress, wait.duration());
                        yield new ImportSubmitted(task.ref(), course.job());
                    }
                });
    }

    private StagedTask staged(ImportFiles task, Manifest manifest) throws IOException {
        CollectionPlan plan = new Plans(documents).collection(task.migration(), task.collection());
        TargetCollection there =
                server.find(plan.target()).orElseThrow(() -> gone("collection " + plan.target(), plan.target()));
        String partition = plan.targetPartition(task.partition());
        // The server takes a minute to refuse a missing collection, and refuses a missing partition with a code.
        if (!server.partitions(plan.target()).contains(partition)) {
            throw gone("partition " + partition + " of collection " + plan.target(), plan.target());
        }
        boolean made = NewCollection.of(task.migration(), plan, config).made(there);
        return StagedTask.of(task, plan, manifest, there, made, importPath);
    }

    private ProblemException gone(String what, String collection) {
        return new ProblemException(
                Kind.TARGET,
                what + " is not on " + server.address() + " any more; somebody dropped it while collection "
                        + collection + " was loaded; run the same command again");
    }

    private Manifest manifest(ImportFiles task) throws IOException {
        String key = StagingLayout.manifest(
                task.collection(), task.partition(), task.ref().name());
        Optional<Manifest> manifest = documents.read(key, Manifest.class);
        if (manifest.isPresent()) {
            return manifest.get();
        }
        String outcome = StagingLayout.outcome(task.migration(), task.ref().name());
        return documents
                .read(outcome, TaskOutcome.class)
                .map(TaskOutcome::manifest)
                .filter(found -> found.rows() == 0)
                .orElseThrow(() -> new ProblemException(
                        Kind.DAMAGED,
                        "staging has no " + key + ", so the files of task "
                                + task.ref().name() + " cannot be trusted; run m2m dump again"));
    }
}
