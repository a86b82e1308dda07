package io.m2m.verifier.milvus2;

import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.milvus2.MilvusFailures;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import io.m2m.verifier.verify.IdSet;
import io.m2m.verifier.verify.Target;
import io.m2m.verifier.verify.TargetCollection;
import io.m2m.verifier.verify.TargetPartition;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.partition.request.GetPartitionStatsReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.response.QueryResp.QueryResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Milvus 2.x server. It connects with the first question, so that a service starts while its server is still away; one client
 * serves all threads.
 */
public final class MilvusTarget implements Target, AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final String COUNT = "count(*)";
    /** Candidates an approximate index looks at; what an index does not know, it passes over. */
    private static final int PROBES = 64;

    private final MilvusClients clients;
    private final String idField;
    private final String vectorField;
    private final Expressions expressions;
    private @Nullable MilvusClientV2 client;
    private @Nullable ServerVersion version;

    public MilvusTarget(MilvusClients clients, String idField, String vectorField) {
        this.clients = clients;
        this.idField = idField;
        this.vectorField = vectorField;
        this.expressions = new Expressions(idField);
    }

    @Override
    public synchronized ServerVersion version() {
        if (version == null) {
            version = ServerVersion.parse(ask("asking for its version", MilvusClientV2::getServerVersion));
        }
        return version;
    }

    @Override
    public Optional<TargetCollection> describe(String collection) {
        return ask(
                "describing collection " + collection,
                client -> new CollectionDescription(client, clients, vectorField).of(collection));
    }

    @Override
    public void load(String collection) {
        run("loading collection " + collection, client -> Loading.load(client, collection));
    }

    @Override
    public void refresh(String collection) {
        run("refreshing collection " + collection, client -> Loading.refresh(client, collection));
    }

    @Override
    public boolean behind(String collection) {
        return ask(
                "comparing loaded with stored segments of collection " + collection,
                client -> Loading.behind(client, collection));
    }

    @Override
    public long unindexed(String collection) {
        return ask(
                "waiting for the index of collection " + collection, client -> Loading.unindexed(client, collection));
    }

    @Override
    public long stored(TargetPartition partition) {
        GetPartitionStatsReq request = GetPartitionStatsReq.builder()
                .collectionName(partition.collection())
                .partitionName(partition.name())
                .build();
        return ask(
                "reading statistics of " + name(partition),
                client -> client.getPartitionStats(request).getNumOfEntities());
    }

    @Override
    public boolean counts() {
        return ServerFeature.COUNT_BY_QUERY.on(version());
    }

    @Override
    public long count(TargetPartition partition, IdSet ids) {
        List<QueryResult> answer = query(
                "counting " + name(partition),
                QueryReq.builder()
                        .collectionName(partition.collection())
                        .partitionNames(List.of(partition.name()))
                        .filter(expressions.of(ids))
                        .outputFields(List.of(COUNT))
                        .consistencyLevel(ConsistencyLevel.STRONG)
                        .build());
        return (Long) answer.getFirst().getEntity().get(COUNT);
    }

    @Override
    public void rows(TargetPartition partition, IdSet ids, int rowBytes, Rows sink) {
        RowPages pages = new RowPages(this::query, expressions, idField, vectorField);
        switch (ids) {
            case IdSet.Listed listed -> pages.listed(partition, listed, rowBytes, sink);
            case IdSet.Range range -> pages.range(partition, range, rowBytes, sink);
        }
    }

    @Override
    public List<List<Hit>> search(
            String collection, VectorType vectorType, List<byte[]> vectors, int k, Map<String, Integer> parameters) {
        SearchReq.SearchReqBuilder request =
                searching(vectorType, vectors, k, parameters).collectionName(collection);
        return hits("searching collection " + collection, request.build());
    }

    @Override
    public List<Hit> search(TargetPartition partition, VectorType vectorType, byte[] vector, int k) {
        Map<String, Integer> parameters = Map.of("nprobe", PROBES, "ef", k, "search_list", k, "search_k", k * PROBES);
        SearchReq.SearchReqBuilder request = searching(vectorType, List.of(vector), k, parameters)
                .collectionName(partition.collection())
                .partitionNames(List.of(partition.name()));
        return hits("searching " + name(partition), request.build()).stream()
                .flatMap(List::stream)
                .toList();
    }

    private SearchReq.SearchReqBuilder searching(
            VectorType vectorType, List<byte[]> vectors, int k, Map<String, Integer> parameters) {
        return SearchReq.builder()
                .annsField(vectorField)
                .data(vectors.stream()
                        .map(vector -> VectorBytes.vector(vectorType, vector))
                        .toList())
                .limit(k)
                .searchParams(Map.copyOf(parameters))
                .consistencyLevel(ConsistencyLevel.STRONG);
    }

    private List<List<Hit>> hits(String doing, SearchReq request) {
        return ask(doing, client -> client.search(request)).getSearchResults().stream()
                .map(results -> results.stream()
                        .map(result -> new Hit((Long) result.getId(), result.getScore()))
                        .toList())
                .toList();
    }

    private List<QueryResult> query(String doing, QueryReq request) {
        return ask(doing, client -> client.query(request).getQueryResults());
    }

    static String name(TargetPartition partition) {
        return "partition " + partition.name() + " of collection " + partition.collection();
    }

    private void run(String doing, Consumer<MilvusClientV2> call) {
        ask(doing, client -> {
            call.accept(client);
            return true;
        });
    }

    private <T> T ask(String doing, Function<MilvusClientV2, T> call) {
        MilvusClientV2 connected = client();
        return MilvusFailures.during(doing, clients.address(), () -> call.apply(connected));
    }

    private synchronized MilvusClientV2 client() {
        if (client == null) {
            client = clients.v2(DEADLINE);
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
