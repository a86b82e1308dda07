package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.OutdatedImport;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.Documents;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a collection and its partitions, or takes up what is there. */
final class PrepareCollection {
    private static final Logger log = LoggerFactory.getLogger(PrepareCollection.class);
    /** Longer than the server's own limit for an import, 900 s. */
    private static final Duration IMPORTS_END = Duration.ofMinutes(20);

    private final TargetServer server;
    private final Imports imports;
    private final Milvus2xConfig config;
    private final Documents documents;
    private final Patience patience;

    PrepareCollection(
            TargetServer server, Imports imports, Milvus2xConfig config, Documents documents, Patience patience) {
        this.server = server;
        this.imports = imports;
        this.config = config;
        this.documents = documents;
        this.patience = patience;
    }

    void prepare(String migration, CollectionPlan plan) throws IOException, InterruptedException {
        NewCollection wanted = NewCollection.of(migration, plan, config);
        Optional<TargetCollection> there = server.find(plan.target());
        AppendHindrance hindrance = new AppendHindrance(server, config, documents, migration, plan);
        Existing.Use use = Existing.use(wanted, there, config.ifExists(), found -> {
            // Rows that somebody inserted a moment ago are not in the server's metadata before this.
            server.flush(found.name());
            return hindrance.apply(found);
        });
        switch (use) {
            case Existing.Use.Create create -> make(migration, plan, wanted);
            case Existing.Use.Continue same ->
                takeUp(migration, plan, wanted, withoutOlderRows(plan, there.orElseThrow()));
            case Existing.Use.Append append ->
                new PreparedCollection(
                                withoutOlderRows(plan, there.orElseThrow()).id())
                        .write(documents, migration, plan.source());
            case Existing.Use.Replace replace -> replace(migration, plan, wanted);
            case Existing.Use.Refuse refuse -> throw new ProblemException(Kind.CONFIGURATION, refuse.reason());
        }
        log.atInfo()
                .addKeyValue("migration", migration)
                .addKeyValue("collection", plan.target())
                .addKeyValue("by", use.getClass().getSimpleName())
                .log("collection prepared");
        addPartitions(plan);
    }

    /** A row that lies there already would be there twice, or beside what became of it. */
    private TargetCollection withoutOlderRows(CollectionPlan plan, TargetCollection there) {
        OutdatedImport outdated = plan.outdated();
        if (outdated != null && outdated.collectionId().equals(there.id())) {
            throw new ProblemException(
                    Kind.TARGET,
                    "nothing more is imported into collection " + there.name() + " on " + server.address() + ": "
                            + outdated.changes() + "; drop the collection on the target, or bring the segments back as"
                            + " they were, then run m2m migrate, or dump and load, again");
        }
        return there;
    }

    /** An import into a dropped collection blocks the server's only import slot for many minutes, so none may be open. */
    private void replace(String migration, CollectionPlan plan, NewCollection wanted)
            throws IOException, InterruptedException {
        awaitNone(wanted.name(), "replaced", ImportJob::open);
        server.drop(wanted.name());
        make(migration, plan, wanted);
    }

    private void awaitNone(String collection, String what, Predicate<ImportJob> busy) throws InterruptedException {
        boolean quiet = patience.await(IMPORTS_END, () -> {
            long open = imports.into(collection).stream().filter(busy).count();
            return new Patience.Look(open == 0, open);
        });
        if (!quiet) {
            throw new ProblemException(
                    Kind.TARGET,
                    "collection " + collection + " on " + server.address() + " cannot be " + what
                            + " while imports into it run, and they do not end; wait for them, then run the same command"
                            + " again");
        }
    }

    private void make(String migration, CollectionPlan plan, NewCollection wanted) throws IOException {
        server.create(wanted);
        TargetCollection made = server.find(wanted.name())
                .orElseThrow(() -> new ProblemException(
                        Kind.TARGET,
                        "collection " + wanted.name() + " was made on " + server.address()
                                + " and is gone again; somebody dropped it, run the same command again"));
        new PreparedCollection(made.id()).write(documents, migration, plan.source());
    }

    /**
     * Staging that was cleaned or lost does not tell what was imported. As long as the server still lists the imports they are
     * found there; afterwards importing again would double every row. What this migration imported is never dropped for that.
     */
    private void takeUp(String migration, CollectionPlan plan, NewCollection wanted, TargetCollection there)
            throws IOException, InterruptedException {
        if (PreparedCollection.is(documents, migration, plan.source(), there)) {
            return;
        }
        awaitNone(wanted.name(), "taken up", job -> job.open() && job.anonymous());
        long listed = imports.into(wanted.name()).stream()
                .filter(job -> job.state() == ImportJob.State.COMPLETED)
                .filter(job ->
                        job.collectionId().isEmpty() || job.collectionId().equals(there.id()))
                .mapToLong(ImportJob::rows)
                .sum();
        long held = server.heldRows(there.name());
        if (held > listed) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "collection " + wanted.name() + " was made by this migration and holds " + held
                            + " rows, but staging does not know any more what was imported into it, because it was"
                            + " cleaned or lost; drop the collection on the target to import it again");
        }
        new PreparedCollection(there.id()).write(documents, migration, plan.source());
    }

    private void addPartitions(CollectionPlan plan) {
        Set<String> there = server.partitions(plan.target());
        for (PartitionPlan partition : plan.partitions()) {
            if (!there.contains(partition.target())) {
                server.addPartition(plan.target(), partition.target());
            }
        }
    }
}
