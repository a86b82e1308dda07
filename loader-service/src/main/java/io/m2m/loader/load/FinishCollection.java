package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.report.IndexReport;
import io.m2m.common.report.LoadedCollection;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the index, loads the collection once, counts, and leaves what it saw in staging. */
final class FinishCollection {
    private static final Logger log = LoggerFactory.getLogger(FinishCollection.class);
    private static final Duration LOAD_STANDSTILL = Duration.ofMinutes(20);

    private final TargetServer server;
    private final Milvus2xConfig config;
    private final Documents documents;
    private final Patience patience;

    FinishCollection(TargetServer server, Milvus2xConfig config, Documents documents, Patience patience) {
        this.server = server;
        this.config = config;
        this.documents = documents;
        this.patience = patience;
    }

    /** @return rows this migration has on the target */
    long finish(TaskRef ref, CollectionPlan plan) throws IOException, InterruptedException {
        TargetCollection there = server.find(plan.target())
                .orElseThrow(() -> new ProblemException(
                        Kind.TARGET,
                        "collection " + plan.target() + " is not on " + server.address()
                                + " any more; somebody dropped it; run the same command again"));
        boolean made = NewCollection.of(ref.migration(), plan, config).made(there);
        List<String> notes = new ArrayList<>();
        IndexBuild build = new IndexBuild(server, config, patience);
        BuiltIndex index = build.build(plan, made, notes);
        RowCount count = new RowCount(server, documents, ref.migration(), plan);
        Map<String, Long> rows = loadAndCount(plan, made, count, notes);
        long whole = count.whole(rows);
        documents.write(
                StagingLayout.loaded(ref.migration(), plan.source()),
                new LoadedCollection(
                        ref.run(),
                        whole,
                        rows,
                        new IndexReport(plan.index().type(), index.type(), index.state()),
                        notes));
        log.atInfo()
                .addKeyValue("migration", ref.migration())
                .addKeyValue("collection", plan.target())
                .addKeyValue("rows", whole)
                .log("collection finished");
        return whole;
    }

    private Map<String, Long> loadAndCount(CollectionPlan plan, boolean made, RowCount count, List<String> notes)
            throws IOException, InterruptedException {
        LoadProgress before = server.loading(plan.target());
        if (before.wanted() && !made) {
            refresh(plan);
        } else {
            load(plan);
        }
        Map<String, Long> expected = count.expected();
        Map<String, Long> rows = count.counted();
        if (!rows.equals(expected)) {
            // What was imported into a loaded collection may not be visible yet; after this it is.
            if (made) {
                server.release(plan.target());
                load(plan);
            } else {
                refresh(plan);
            }
            rows = count.counted();
        }
        notes.addAll(RowCount.differences(expected, rows));
        notes.addAll(count.notes());
        return rows;
    }

    private void load(CollectionPlan plan) throws InterruptedException {
        server.load(plan.target());
        await(plan, LoadProgress::loaded);
    }

    private void refresh(CollectionPlan plan) throws InterruptedException {
        server.refresh(plan.target());
        await(plan, LoadProgress::refreshed);
    }

    private void await(CollectionPlan plan, Predicate<LoadProgress> whole) throws InterruptedException {
        boolean loaded = patience.await(LOAD_STANDSTILL, () -> {
            LoadProgress progress = server.loading(plan.target());
            return new Patience.Look(whole.test(progress), progress);
        });
        if (!loaded) {
            throw new ProblemException(
                    Kind.TARGET,
                    "collection " + plan.target() + " does not come any further in loading on " + server.address()
                            + "; see whether its query nodes have the memory, then run the same command again");
        }
    }
}
