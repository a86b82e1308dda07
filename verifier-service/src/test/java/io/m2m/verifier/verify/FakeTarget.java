package io.m2m.verifier.verify;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A target in memory, with the habits of the real one. Held to them by {@link TargetContract}. */
final class FakeTarget implements Target {
    final TargetSpec spec;
    ServerVersion version = ServerVersion.parse("2.3.5");
    /** Rows of each partition that become visible with a refresh only. */
    int hidden;

    /** So many of the nearest rows no search finds. */
    int forgotten;

    float scoreError;
    long unindexed;
    final List<Map<String, Integer>> searched = new ArrayList<>();

    int refreshes;
    int loads;
    int rowsRead;
    int countsAsked;

    FakeTarget(TargetSpec spec) {
        this.spec = spec;
    }

    @Override
    public ServerVersion version() {
        return version;
    }

    @Override
    public Optional<TargetCollection> describe(String collection) {
        if (!collection.equals(spec.name)) {
            return Optional.empty();
        }
        String vector = spec.vectorType == VectorType.FLOAT ? "FloatVector" : "BinaryVector";
        return Optional.of(new TargetCollection(
                collection,
                fields(vector),
                List.copyOf(spec.partitions.keySet()),
                spec.indexed ? new TargetCollection.Index(spec.index, spec.metric, spec.params, "Finished") : null,
                spec.loaded));
    }

    private List<TargetCollection.Field> fields(String vector) {
        List<TargetCollection.Field> fields = new ArrayList<>();
        fields.add(new TargetCollection.Field("id", "Int64", true, false, 0));
        fields.add(new TargetCollection.Field("data", vector, false, false, spec.dim));
        spec.moreFields.forEach(name -> fields.add(new TargetCollection.Field(name, "Int8", false, false, 0)));
        return fields;
    }

    @Override
    public void load(String collection) {
        loads++;
        spec.loaded = true;
    }

    @Override
    public void refresh(String collection) {
        refreshes++;
        hidden = 0;
    }

    @Override
    public boolean behind(String collection) {
        return hidden > 0;
    }

    @Override
    public long unindexed(String collection) {
        return unindexed;
    }

    @Override
    public long stored(TargetPartition partition) {
        return all(partition).size();
    }

    @Override
    public boolean counts() {
        return ServerFeature.COUNT_BY_QUERY.on(version);
    }

    @Override
    public long count(TargetPartition partition, IdSet ids) {
        countsAsked++;
        return visible(partition).filter(row -> holds(ids, row.id())).count();
    }

    @Override
    public void rows(TargetPartition partition, IdSet ids, int rowBytes, Rows sink) {
        Map<Long, Row> one = new TreeMap<>();
        visible(partition)
                .filter(row -> row.id() != Long.MAX_VALUE && holds(ids, row.id()))
                .forEach(row -> one.putIfAbsent(row.id(), row));
        rowsRead += one.size();
        one.values().forEach(row -> {
            if (rowBytes > 0 && row.vector().length != rowBytes) {
                throw new ProblemException(Problem.Kind.TARGET, "the target returned another width");
            }
            sink.row(row.id(), row.vector(), 0);
        });
    }

    @Override
    public List<Hit> search(TargetPartition partition, VectorType vectorType, byte[] vector, int k) {
        return nearest(visible(partition), vector, k);
    }

    @Override
    public List<List<Hit>> search(
            String collection, VectorType vectorType, List<byte[]> vectors, int k, Map<String, Integer> parameters) {
        searched.add(parameters);
        return vectors.stream()
                .map(vector -> {
                    Stream<Row> all = spec.partitions.keySet().stream()
                            .flatMap(name -> visible(new TargetPartition(collection, name)));
                    List<Hit> hits = nearest(all, vector, k + forgotten);
                    return hits.subList(Math.min(forgotten, hits.size()), hits.size());
                })
                .toList();
    }

    private List<Hit> nearest(Stream<Row> rows, byte[] vector, int k) {
        boolean near = !spec.metric.equals("IP");
        boolean structural = spec.metric.endsWith("STRUCTURE");
        Map<Long, Hit> best = new LinkedHashMap<>();
        rows.map(row -> new Hit(row.id(), PlainDistance.score(spec.metric, vector, row.vector()) + scoreError))
                .filter(hit -> !structural || hit.score() == scoreError)
                .filter(hit -> Float.isFinite(hit.score()))
                .sorted(
                        near
                                ? Comparator.comparing(Hit::score)
                                : Comparator.comparing(Hit::score).reversed())
                .forEach(hit -> best.putIfAbsent(hit.id(), hit));
        return best.values().stream().limit(k).toList();
    }

    private Stream<Row> visible(TargetPartition partition) {
        if (!spec.loaded) {
            throw new ProblemException(Problem.Kind.TARGET, "collection not loaded");
        }
        List<Row> rows = all(partition);
        return rows.subList(0, Math.max(0, rows.size() - hidden)).stream();
    }

    private List<Row> all(TargetPartition partition) {
        List<Row> rows = spec.partitions.get(partition.name());
        if (rows == null || !partition.collection().equals(spec.name)) {
            throw new ProblemException(Problem.Kind.TARGET, "partition name " + partition.name() + " not found");
        }
        return new ArrayList<>(rows);
    }

    private static boolean holds(IdSet ids, long id) {
        return switch (ids) {
            case IdSet.Range range -> id >= range.first() && id <= range.last();
            case IdSet.Listed listed -> listed.ids().contains(id);
        };
    }
}
