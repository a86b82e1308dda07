package io.m2m.loader.milvus2;

import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.schema.TargetIndex;
import io.m2m.loader.load.BuiltIndex;
import io.m2m.loader.load.LoadProgress;
import io.m2m.loader.load.NewCollection;
import io.m2m.loader.load.TargetCollection;
import io.m2m.loader.load.TargetServer;
import io.milvus.common.clientenum.ConsistencyLevelEnum;
import io.milvus.grpc.DataType;
import io.milvus.grpc.GetLoadingProgressResponse;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.QueryResults;
import io.milvus.param.collection.CollectionSchemaParam;
import io.milvus.param.collection.CreateCollectionParam;
import io.milvus.param.collection.DescribeCollectionParam;
import io.milvus.param.collection.DropCollectionParam;
import io.milvus.param.collection.FieldType;
import io.milvus.param.collection.FlushParam;
import io.milvus.param.collection.GetLoadStateParam;
import io.milvus.param.collection.GetLoadingProgressParam;
import io.milvus.param.collection.HasCollectionParam;
import io.milvus.param.collection.LoadCollectionParam;
import io.milvus.param.collection.ReleaseCollectionParam;
import io.milvus.param.collection.ShowCollectionsParam;
import io.milvus.param.dml.QueryParam;
import io.milvus.param.partition.CreatePartitionParam;
import io.milvus.param.partition.GetPartitionStatisticsParam;
import io.milvus.param.partition.ShowPartitionsParam;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link TargetServer} by the SDK's first client, whose answers tell more than those of the second. */
public final class MilvusServer implements TargetServer, AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String COUNT = "count(*)";

    private final Connection connection;
    private final Indexes indexes;

    public MilvusServer(MilvusClients clients) {
        this.connection = new Connection(clients, ANSWER);
        this.indexes = new Indexes(connection);
    }

    @Override
    public String address() {
        return connection.address();
    }

    @Override
    public ServerVersion version() {
        String told =
                connection.call("its version", client -> client.getVersion()).getVersion();
        try {
            return ServerVersion.parse(told);
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "the server at " + address() + " tells \"" + told
                            + "\" as its version; m2m needs a Milvus of version 2.2 or later",
                    unknown);
        }
    }

    @Override
    public int collections() {
        return connection
                .call(
                        "the list of collections",
                        client -> client.showCollections(
                                ShowCollectionsParam.newBuilder().build()))
                .getCollectionNamesCount();
    }

    @Override
    public Optional<TargetCollection> find(String collection) {
        boolean there = connection.call(
                "collection " + collection,
                client -> client.hasCollection(HasCollectionParam.newBuilder()
                        .withCollectionName(collection)
                        .build()));
        if (!there) {
            return Optional.empty();
        }
        return Optional.of(Descriptions.collection(
                collection,
                connection.call(
                        "the description of collection " + collection,
                        client -> client.describeCollection(DescribeCollectionParam.newBuilder()
                                .withCollectionName(collection)
                                .build()))));
    }

    @Override
    public void create(NewCollection collection) {
        FieldType id = FieldType.newBuilder()
                .withName(collection.idField())
                .withDataType(DataType.Int64)
                .withPrimaryKey(true)
                .withAutoID(false)
                .build();
        FieldType vector = FieldType.newBuilder()
                .withName(collection.vectorField())
                .withDataType(
                        collection.vectorType() == VectorType.FLOAT ? DataType.FloatVector : DataType.BinaryVector)
                .withDimension(collection.dim())
                .build();
        Integer shards = collection.shards();
        connection.call(
                "making collection " + collection.name(),
                client -> client.createCollection(CreateCollectionParam.newBuilder()
                        .withCollectionName(collection.name())
                        .withDescription(collection.description())
                        .withShardsNum(shards == null ? 0 : shards)
                        .withSchema(CollectionSchemaParam.newBuilder()
                                .withFieldTypes(List.of(id, vector))
                                .withEnableDynamicField(false)
                                .build())
                        .build()));
    }

    @Override
    public void drop(String collection) {
        connection.call(
                "dropping collection " + collection,
                client -> client.dropCollection(DropCollectionParam.newBuilder()
                        .withCollectionName(collection)
                        .build()));
    }

    @Override
    public Set<String> partitions(String collection) {
        return Set.copyOf(connection
                .call(
                        "the partitions of collection " + collection,
                        client -> client.showPartitions(ShowPartitionsParam.newBuilder()
                                .withCollectionName(collection)
                                .build()))
                .getPartitionNamesList());
    }

    @Override
    public void addPartition(String collection, String partition) {
        connection.call(
                "making partition " + partition + " of collection " + collection,
                client -> client.createPartition(CreatePartitionParam.newBuilder()
                        .withCollectionName(collection)
                        .withPartitionName(partition)
                        .build()));
    }

    @Override
    public Optional<BuiltIndex> index(String collection, String field) {
        return indexes.find(collection, field);
    }

    @Override
    public void createIndex(String collection, String field, TargetIndex index) {
        indexes.create(collection, field, index);
    }

    @Override
    public void dropIndex(String collection, String field) {
        indexes.drop(collection, field);
    }

    @Override
    public LoadProgress loading(String collection) {
        LoadState state = connection
                .call(
                        "whether collection " + collection + " is loaded",
                        client -> client.getLoadState(GetLoadStateParam.newBuilder()
                                .withCollectionName(collection)
                                .build()))
                .getState();
        if (state != LoadState.LoadStateLoaded && state != LoadState.LoadStateLoading) {
            return LoadProgress.NONE;
        }
        GetLoadingProgressResponse progress = connection.call(
                "how far collection " + collection + " is loaded",
                client -> client.getLoadingProgress(GetLoadingProgressParam.newBuilder()
                        .withCollectionName(collection)
                        .build()));
        return new LoadProgress(
                true, Math.toIntExact(progress.getProgress()), Math.toIntExact(progress.getRefreshProgress()));
    }

    @Override
    public void load(String collection) {
        load(collection, false);
    }

    @Override
    public void refresh(String collection) {
        load(collection, true);
    }

    private void load(String collection, boolean refresh) {
        connection.call(
                "loading collection " + collection,
                client -> client.loadCollection(LoadCollectionParam.newBuilder()
                        .withCollectionName(collection)
                        .withSyncLoad(false)
                        .withRefresh(refresh)
                        .build()));
    }

    @Override
    public void release(String collection) {
        connection.call(
                "releasing collection " + collection,
                client -> client.releaseCollection(ReleaseCollectionParam.newBuilder()
                        .withCollectionName(collection)
                        .build()));
    }

    @Override
    public void flush(String collection) {
        connection.call(
                "flushing collection " + collection,
                client -> client.flush(FlushParam.newBuilder()
                        .addCollectionName(collection)
                        .withSyncFlush(true)
                        .build()));
    }

    @Override
    public long heldRows(String collection, String partition) {
        return connection
                .call(
                        "the statistics of collection " + collection,
                        client -> client.getPartitionStatistics(GetPartitionStatisticsParam.newBuilder()
                                .withCollectionName(collection)
                                .withPartitionName(partition)
                                .withFlush(false)
                                .build()))
                .getStatsList()
                .stream()
                .filter(stat -> stat.getKey().equals("row_count"))
                .map(KeyValuePair::getValue)
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    @Override
    public long count(String collection) {
        return count(collection, List.of());
    }

    @Override
    public long count(String collection, String partition) {
        return count(collection, List.of(partition));
    }

    private long count(String collection, List<String> partitions) {
        QueryResults results = connection.call(
                "counting collection " + collection,
                client -> client.query(QueryParam.newBuilder()
                        .withCollectionName(collection)
                        .withPartitionNames(partitions)
                        .withExpr("")
                        .withOutFields(List.of(COUNT))
                        .withConsistencyLevel(ConsistencyLevelEnum.STRONG)
                        .build()));
        return results.getFieldsData(0).getScalars().getLongData().getData(0);
    }

    @Override
    public void close() {
        connection.close();
    }
}
