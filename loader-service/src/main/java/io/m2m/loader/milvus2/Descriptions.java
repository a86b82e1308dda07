package io.m2m.loader.milvus2;

import io.m2m.loader.load.TargetCollection;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;

/** What the server describes, in the loader's words. */
final class Descriptions {
    private Descriptions() {}

    static TargetCollection collection(String asked, DescribeCollectionResponse told) {
        String name = told.getCollectionName();
        return new TargetCollection(
                name.isEmpty() ? asked : name,
                Long.toString(told.getCollectionID()),
                told.getSchema().getDescription(),
                told.getSchema().getFieldsList().stream()
                        .map(Descriptions::field)
                        .toList(),
                told.getSchema().getEnableDynamicField());
    }

    private static TargetCollection.Field field(FieldSchema told) {
        int dim = told.getTypeParamsList().stream()
                .filter(param -> param.getKey().equals("dim"))
                .map(KeyValuePair::getValue)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
        return new TargetCollection.Field(
                told.getName(), told.getDataType().name(), told.getIsPrimaryKey(), told.getAutoID(), dim);
    }
}
