package io.m2m.verifier.milvus2;

import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.milvus2.MilvusFailures;
import io.m2m.verifier.verify.TargetCollection;
import io.milvus.client.MilvusServiceClient;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.KeyValuePair;
import io.milvus.param.index.DescribeIndexParam;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Collects what the server says about a collection. */
final class CollectionDescription {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final MilvusClientV2 client;
    private final MilvusClients clients;
    private final String vectorField;

    CollectionDescription(MilvusClientV2 client, MilvusClients clients, String vectorField) {
        this.client = client;
        this.clients = clients;
        this.vectorField = vectorField;
    }

    Optional<TargetCollection> of(String collection) {
        if (!client.hasCollection(
                HasCollectionReq.builder().collectionName(collection).build())) {
            return Optional.empty();
        }
        DescribeCollectionResp description = client.describeCollection(
                DescribeCollectionReq.builder().collectionName(collection).build());
        List<TargetCollection.Field> fields = description.getCollectionSchema().getFieldSchemaList().stream()
                .map(CollectionDescription::field)
                .toList();
        List<String> partitions = client.listPartitions(
                ListPartitionsReq.builder().collectionName(collection).build());
        return Optional.of(new TargetCollection(
                collection, fields, partitions, index(collection), Loading.loaded(client, collection, partitions)));
    }

    private static TargetCollection.Field field(FieldSchema field) {
        return new TargetCollection.Field(
                field.getName(),
                field.getDataType().name(),
                Boolean.TRUE.equals(field.getIsPrimaryKey()),
                Boolean.TRUE.equals(field.getAutoID()),
                field.getDimension() == null ? 0 : field.getDimension());
    }

    /** By the older client: the newer one drops the names of metrics it does not know, SUBSTRUCTURE among them. */
    private TargetCollection.@Nullable Index index(String collection) {
        ListIndexesReq any = ListIndexesReq.builder()
                .collectionName(collection)
                .fieldName(vectorField)
                .build();
        if (client.listIndexes(any).isEmpty()) {
            return null;
        }
        MilvusServiceClient older = clients.v1(DEADLINE);
        try {
            return Loading.untilBuilt(collection, () -> index(older, collection));
        } finally {
            older.close();
        }
    }

    private TargetCollection.@Nullable Index index(MilvusServiceClient older, String collection) {
        DescribeIndexResponse answer = MilvusFailures.answer(
                "describing the index of collection " + collection,
                clients.address(),
                () -> older.describeIndex(DescribeIndexParam.newBuilder()
                        .withCollectionName(collection)
                        .build()));
        return answer.getIndexDescriptionsList().stream()
                .filter(index -> index.getFieldName().equals(vectorField))
                .findFirst()
                .map(CollectionDescription::index)
                .orElse(null);
    }

    private static TargetCollection.Index index(IndexDescription description) {
        Map<String, String> params = new HashMap<>();
        for (KeyValuePair param : description.getParamsList()) {
            params.put(param.getKey(), param.getValue());
        }
        String type = params.getOrDefault("index_type", "");
        String metric = params.getOrDefault("metric_type", "");
        return new TargetCollection.Index(
                type, metric, params(params), description.getState().name());
    }

    /** Some servers tell the build parameters one by one, some as JSON in {@code params}. */
    private static Map<String, String> params(Map<String, String> told) {
        Map<String, String> params = new HashMap<>(told);
        String json = params.remove("params");
        if (json != null && json.startsWith("{")) {
            JsonMapper.shared()
                    .readTree(json)
                    .properties()
                    .forEach(
                            param -> params.put(param.getKey(), param.getValue().asString()));
        }
        return params;
    }
}
