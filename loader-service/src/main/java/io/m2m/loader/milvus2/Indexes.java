package io.m2m.loader.milvus2;

import io.m2m.common.json.Json;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.TargetIndex;
import io.m2m.loader.load.BuiltIndex;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.IndexDescription;
import io.milvus.param.index.CreateIndexParam;
import io.milvus.param.index.DescribeIndexParam;
import io.milvus.param.index.DropIndexParam;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/** The index of the vector field. */
final class Indexes {
    private static final String INDEX_TYPE = "index_type";
    private static final String METRIC_TYPE = "metric_type";
    private static final String PARAMS = "params";
    /** How a server says that a field has none: 2.3 and later, 2.2. */
    private static final String ABSENT = "index not found";

    private static final String ABSENT_22 = "index doesn't exist";

    private final Connection connection;

    Indexes(Connection connection) {
        this.connection = connection;
    }

    Optional<BuiltIndex> find(String collection, String field) {
        DescribeIndexResponse told;
        try {
            told = connection.call(
                    "the index of collection " + collection,
                    client -> client.describeIndex(DescribeIndexParam.newBuilder()
                            .withCollectionName(collection)
                            .withFieldName(field)
                            .build()));
        } catch (ProblemException problem) {
            String sentence = problem.problem().sentence();
            if (problem.problem().kind() == Problem.Kind.TARGET
                    && (sentence.contains(ABSENT) || sentence.contains(ABSENT_22))) {
                return Optional.empty();
            }
            throw problem;
        }
        return told.getIndexDescriptionsList().stream()
                .filter(index -> index.getFieldName().equals(field))
                .findFirst()
                .map(Indexes::built);
    }

    /**
     * All goes as text: the SDK's own list of metrics lacks SUBSTRUCTURE and SUPERSTRUCTURE, which servers take, and its list
     * of index types ANNOY, which 2.2 takes. Parameters are nested and the name is the server's own, as pymilvus has it: a
     * user's script that makes the same index finds it made.
     */
    void create(String collection, String field, TargetIndex index) {
        Map<String, String> params = new HashMap<>();
        params.put(INDEX_TYPE, index.type());
        params.put(METRIC_TYPE, index.metric());
        params.put(PARAMS, Json.text(index.params()));
        connection.call(
                "making index " + index.type() + " with metric " + index.metric() + " of collection " + collection,
                client -> client.createIndex(CreateIndexParam.newBuilder()
                        .withCollectionName(collection)
                        .withFieldName(field)
                        .withExtraParam(Json.text(params))
                        .withSyncMode(false)
                        .build()));
    }

    void drop(String collection, String field) {
        String name = connection
                .call(
                        "the index of collection " + collection,
                        client -> client.describeIndex(DescribeIndexParam.newBuilder()
                                .withCollectionName(collection)
                                .withFieldName(field)
                                .build()))
                .getIndexDescriptionsList()
                .stream()
                .filter(index -> index.getFieldName().equals(field))
                .map(IndexDescription::getIndexName)
                .findFirst()
                .orElse(field);
        connection.call(
                "dropping the index of collection " + collection,
                client -> client.dropIndex(DropIndexParam.newBuilder()
                        .withCollectionName(collection)
                        .withIndexName(name)
                        .build()));
    }

    private static BuiltIndex built(IndexDescription told) {
        Map<String, String> params = new HashMap<>();
        told.getParamsList().forEach(param -> params.put(param.getKey(), param.getValue()));
        String type = params.remove(INDEX_TYPE);
        String metric = params.remove(METRIC_TYPE);
        String nested = params.remove(PARAMS);
        if (nested != null) {
            Map<String, Object> inner = Json.mapper().readValue(nested, new TypeReference<>() {});
            inner.forEach((name, value) -> params.put(name, String.valueOf(value)));
        }
        return new BuiltIndex(
                type == null ? "" : type,
                metric == null ? "" : metric,
                params,
                told.getState().name(),
                told.getIndexedRows(),
                told.getIndexStateFailReason());
    }
}
