package io.m2m.verifier.verify;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerVersion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
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
    public long stored(TargetPartition partition) {
        return all(partition).size();
    }

    @Override
    public boolean counts() {
        return version.atLeast(2, 3);
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
        return visible(partition)
                .map(row -> new Hit(row.id(), distance(vectorType, vector, row.vector())))
                .sorted(Comparator.comparing(Hit::score))
                .limit(k)
                .toList();
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

    private static float distance(VectorType type, byte[] a, byte[] b) {
        float sum = 0;
        if (type == VectorType.BINARY) {
            for (int i = 0; i < a.length; i++) {
                sum += Integer.bitCount((a[i] ^ b[i]) & 0xff);
            }
            return sum;
        }
        ByteBuffer left = ByteBuffer.wrap(a).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer right = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
        while (left.hasRemaining()) {
            float difference = left.getFloat() - right.getFloat();
            sum += difference * difference;
        }
        return sum;
    }
}
