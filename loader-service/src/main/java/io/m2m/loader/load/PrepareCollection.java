package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.Documents;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        Existing.Use use = Existing.use(wanted, there, config.ifExists());
        switch (use) {
            case Existing.Use.Create create -> server.create(wanted);
            case Existing.Use.Continue same -> {}
            case Existing.Use.Append append -> rememberRows(migration, plan, there.orElseThrow());
            case Existing.Use.Replace replace -> replace(wanted);
            case Existing.Use.Refuse refuse -> throw new ProblemException(Kind.CONFIGURATION, refuse.reason());
        }
        log.atInfo()
                .addKeyValue("migration", migration)
                .addKeyValue("collection", plan.target())
                .addKeyValue("by", use.getClass().getSimpleName())
                .log("collection prepared");
        addPartitions(plan);
    }

    /** An import into a dropped collection blocks the server's only import slot for many minutes, so none may be open. */
    private void replace(NewCollection wanted) throws InterruptedException {
        boolean quiet = patience.await(IMPORTS_END, () -> {
            long open =
                    imports.into(wanted.name()).stream().filter(ImportJob::open).count();
            return new Patience.Look(open == 0, open);
        });
        if (!quiet) {
            throw new ProblemException(
                    Kind.TARGET,
                    "collection " + wanted.name() + " on " + server.address()
                            + " cannot be replaced while imports into it run, and they do not end; wait for them, then run"
                            + " the same command again");
        }
        server.drop(wanted.name());
        server.create(wanted);
    }

    private void rememberRows(String migration, CollectionPlan plan, TargetCollection there) throws IOException {
        if (PreparedCollection.read(documents, migration, plan.source(), there).isPresent()) {
            return;
        }
        Map<String, Long> before = new HashMap<>();
        for (String partition : server.partitions(plan.target())) {
            before.put(partition, server.heldRows(plan.target(), partition));
        }
        new PreparedCollection(there.id(), before).write(documents, migration, plan.source());
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
