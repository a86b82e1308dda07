package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.staging.Documents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks whether every collection of a plan can be made on the target, without writing there. */
public final class TargetCheck {
    private final TargetServer server;
    private final Milvus2xConfig config;
    private final Documents documents;

    /** @param documents of staging: what this migration took up before is its own */
    public TargetCheck(TargetServer server, Milvus2xConfig config, Documents documents) {
        this.server = server;
        this.config = config;
        this.documents = documents;
    }

    /** @param notes what will happen to collections that are there already, and limits that the server may have been raised above */
    public record Findings(ServerVersion version, List<String> notes) {
        public Findings {
            notes = List.copyOf(notes);
        }
    }

    /**
     * @param tasks those of the plan
     * @throws ProblemException UNREACHABLE when the server does not answer or refuses the credentials, CONFIGURATION with all
     *     obstacles there are
     */
    public Findings check(MigrationPlan plan, Stream<DumpPlan> tasks) {
        ServerVersion version = server.version();
        requireWay(version);
        TargetLimits limits = new TargetLimits(version);
        List<String> obstacles = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Map<String, DumpPlan> largest = largest(tasks);
        int added = 0;
        for (CollectionPlan collection : plan.collections()) {
            limits.dimension(collection).ifPresent(obstacles::add);
            limits.metric(collection).ifPresent(obstacles::add);
            Optional.ofNullable(largest.get(collection.source()))
                    .flatMap(limits::files)
                    .ifPresent(obstacles::add);
            NewCollection wanted = NewCollection.of(plan.migration(), collection, config);
            Optional<TargetCollection> there = server.find(collection.target());
            added += there.isEmpty() ? 1 : 0;
            AppendHindrance hindrance = new AppendHindrance(server, config, documents, plan.migration(), collection);
            switch (Existing.use(wanted, there, config.ifExists(), hindrance)) {
                case Existing.Use.Create create -> {}
                case Existing.Use.Continue same -> notes.add(there(collection) + " and is continued");
                case Existing.Use.Append append -> notes.add(there(collection) + "; rows are appended to it");
                case Existing.Use.Replace replace -> notes.add(there(collection) + "; it is dropped and made anew");
                case Existing.Use.Refuse refuse -> obstacles.add(refuse.reason());
            }
            limits.partitions(collection, partitions(collection, there)).ifPresent(notes::add);
        }
        TargetLimits.collections(server.collections() + added).ifPresent(notes::add);
        if (!obstacles.isEmpty()) {
            throw new ProblemException(Kind.CONFIGURATION, String.join("; ", obstacles));
        }
        return new Findings(version, notes);
    }

    private static Map<String, DumpPlan> largest(Stream<DumpPlan> tasks) {
        return tasks.collect(Collectors.toMap(
                DumpPlan::collection,
                Function.identity(),
                BinaryOperator.maxBy(Comparator.comparingLong(DumpPlan::rows))));
    }

    private void requireWay(ServerVersion version) {
        if (!ServerFeature.IMPORT_OF_FILES.on(version)) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "Milvus at " + server.address() + " is version " + version
                            + ", which cannot import files as m2m writes them; upgrade it to 2.2 or later");
        }
        if (config.importWay() == Milvus2xConfig.ImportWay.REST && !ServerFeature.IMPORT_JOBS.on(version)) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "target.milvus2x.import is rest, and Milvus " + version + " at " + server.address()
                            + " has no import jobs over REST, which came with 2.4; set it to auto or grpc");
        }
    }

    private static String there(CollectionPlan collection) {
        return "collection " + collection.target() + " exists on the target";
    }

    private int partitions(CollectionPlan collection, Optional<TargetCollection> there) {
        Set<String> all = new HashSet<>(
                there.map(found -> server.partitions(found.name())).orElse(Set.of()));
        all.add(PartitionPlan.DEFAULT);
        collection.partitions().forEach(partition -> all.add(partition.target()));
        return all.size();
    }
}
