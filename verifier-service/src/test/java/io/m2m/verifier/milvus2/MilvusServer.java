package io.m2m.verifier.milvus2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.m2m.common.config.TargetConfigs;
import io.m2m.common.json.Json;
import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.model.VectorType;
import io.m2m.verifier.verify.DumpedStore;
import io.m2m.verifier.verify.Row;
import io.m2m.verifier.verify.TargetSpec;
import io.milvus.client.MilvusServiceClient;
import io.milvus.grpc.GetImportStateResponse;
import io.milvus.grpc.ImportState;
import io.milvus.param.bulkinsert.BulkInsertParam;
import io.milvus.param.bulkinsert.GetBulkInsertStateParam;
import io.milvus.param.index.CreateIndexParam;
import io.milvus.response.BulkInsertResponseWrapper;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.partition.request.ReleasePartitionsReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.InsertReq;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A real server, at the address in {@code m2m.test.milvus} or {@code M2M_TEST_MILVUS}, which reads imports from this machine's
 * folders. Tests are skipped when there is none. Collections that were made are dropped at the end.
 */
final class MilvusServer implements AutoCloseable {
    /** Rows of one import. */
    private static final int IMPORT_ROWS = 20_000;

    private static final Set<ImportState> ENDS =
            Set.of(ImportState.ImportCompleted, ImportState.ImportFailed, ImportState.ImportFailedAndCleaned);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path folder;
    private final MilvusClients clients;
    private final MilvusClientV2 client;
    private final MilvusServiceClient imports;
    private final List<String> made = new ArrayList<>();

    MilvusServer(Path folder) {
        String url = System.getProperty("m2m.test.milvus", System.getenv("M2M_TEST_MILVUS"));
        assumeTrue(url != null && !url.isEmpty(), "no server is named by m2m.test.milvus");
        this.folder = folder;
        this.clients = new MilvusClients(TargetConfigs.of(url));
        this.client = clients.v2(Duration.ofSeconds(60));
        this.imports = clients.v1(Duration.ofSeconds(60));
    }

    MilvusClients clients() {
        return clients;
    }

    static String name(String purpose) {
        return "verif_" + purpose + "_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    }

    /** Makes the collection with all its rows. */
    void make(TargetSpec spec) {
        create(spec);
        for (Map.Entry<String, List<Row>> partition : spec.partitions.entrySet()) {
            List<Row> rows = partition.getValue();
            for (int start = 0; start < rows.size(); start += IMPORT_ROWS) {
                bulkInsert(spec, partition.getKey(), rows.subList(start, Math.min(rows.size(), start + IMPORT_ROWS)));
            }
        }
        finish(spec);
    }

    /** Makes the collection and its partitions. */
    void create(TargetSpec spec) {
        CreateCollectionReq.CollectionSchema schema = MilvusClientV2.CreateSchema();
        schema.addField(AddFieldReq.builder()
                .fieldName("id")
                .dataType(DataType.Int64)
                .isPrimaryKey(true)
                .autoID(false)
                .build());
        schema.addField(AddFieldReq.builder()
                .fieldName("data")
                .dataType(spec.vectorType == VectorType.FLOAT ? DataType.FloatVector : DataType.BinaryVector)
                .dimension(spec.dim)
                .build());
        client.createCollection(CreateCollectionReq.builder()
                .collectionName(spec.name)
                .collectionSchema(schema)
                .consistencyLevel(ConsistencyLevel.BOUNDED)
                .build());
        made.add(spec.name);
        spec.partitions.keySet().stream()
                .filter(name -> !name.equals("_default"))
                .forEach(name -> createPartition(spec.name, name));
    }

    void createPartition(String collection, String partition) {
        client.createPartition(CreatePartitionReq.builder()
                .collectionName(collection)
                .partitionName(partition)
                .build());
    }

    void releasePartition(String collection, String partition) {
        client.releasePartitions(ReleasePartitionsReq.builder()
                .collectionName(collection)
                .partitionNames(List.of(partition))
                .build());
    }

    /** Builds the index and loads the collection, as far as the specification says so. */
    void finish(TargetSpec spec) {
        if (spec.indexed) {
            // As text: the client's own list lacks some metrics.
            Map<String, String> params = new HashMap<>(spec.params);
            params.put("index_type", spec.index);
            params.put("metric_type", spec.metric);
            assertThat(imports.createIndex(CreateIndexParam.newBuilder()
                                    .withCollectionName(spec.name)
                                    .withFieldName("data")
                                    .withExtraParam(Json.text(params))
                                    .build())
                            .getStatus())
                    .isZero();
        }
        if (spec.loaded) {
            load(spec.name);
        }
    }

    void load(String collection) {
        client.loadCollection(
                LoadCollectionReq.builder().collectionName(collection).build());
    }

    /** Deletes a row, and does not wait until that is seen. */
    void delete(String collection, long id) {
        client.delete(
                DeleteReq.builder().collectionName(collection).ids(List.of(id)).build());
    }

    /** Inserts a row of floats, and does not wait until it is seen. */
    void insert(String collection, Row row) {
        JsonArray vector = new JsonArray();
        FloatBuffer floats =
                ByteBuffer.wrap(row.vector()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (floats.hasRemaining()) {
            vector.add(floats.get());
        }
        JsonObject fields = new JsonObject();
        fields.addProperty("id", row.id());
        fields.add("data", vector);
        client.insert(InsertReq.builder()
                .collectionName(collection)
                .data(List.of(fields))
                .build());
    }

    void bulkInsert(TargetSpec spec, String partition, List<Row> rows) {
        bulkInsert(spec.name, partition, files(spec, rows));
    }

    /** Imports a pair of files and waits for it. */
    void bulkInsert(String collection, String partition, List<String> files) {
        long task = new BulkInsertResponseWrapper(imports.bulkInsert(BulkInsertParam.newBuilder()
                                .withCollectionName(collection)
                                .withPartitionName(partition)
                                .withFiles(files)
                                .build())
                        .getData())
                .getTaskID();
        GetImportStateResponse end = Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(400))
                .until(
                        () -> imports.getBulkInsertState(GetBulkInsertStateParam.newBuilder()
                                        .withTask(task)
                                        .build())
                                .getData(),
                        state -> ENDS.contains(state.getState()));
        assertThat(end.getState()).isEqualTo(ImportState.ImportCompleted);
    }

    private List<String> files(TargetSpec spec, List<Row> rows) {
        ByteBuffer ids = ByteBuffer.allocate(rows.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream vectors = new ByteArrayOutputStream();
        rows.forEach(row -> {
            ids.putLong(row.id());
            vectors.writeBytes(row.vector());
        });
        boolean floats = spec.vectorType == VectorType.FLOAT;
        long width = floats ? spec.dim : spec.dim / 8;
        try {
            Path pair = Files.createDirectory(folder.resolve("import-" + NUMBER.incrementAndGet()));
            Path idFile = pair.resolve("id.npy");
            Path vectorFile = pair.resolve("data.npy");
            Files.write(idFile, DumpedStore.npy("<i8", List.of((long) rows.size()), ids.array()));
            Files.write(
                    vectorFile,
                    DumpedStore.npy(floats ? "<f4" : "|u1", List.of((long) rows.size(), width), vectors.toByteArray()));
            return List.of(idFile.toString(), vectorFile.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        made.forEach(name -> client.dropCollection(
                DropCollectionReq.builder().collectionName(name).build()));
        client.close();
        imports.close();
    }
}
