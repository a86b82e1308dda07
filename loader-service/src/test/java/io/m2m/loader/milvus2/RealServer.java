package io.m2m.loader.milvus2;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.config.Milvus2xConfig.ImportWay;
import io.m2m.common.config.TargetConfigs;
import io.m2m.common.milvus2.MilvusClients;
import io.milvus.grpc.DataType;
import io.milvus.param.collection.CreateCollectionParam;
import io.milvus.param.collection.FieldType;
import io.milvus.param.dml.InsertParam;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The server that {@code -Dm2m.test.milvus=http://host:port} names; it must read this machine's files under the same paths. */
public final class RealServer {
    private RealServer() {}

    /** Skips the test when there is none. */
    public static String url() {
        String url = System.getProperty("m2m.test.milvus", System.getenv("M2M_TEST_MILVUS"));
        Assumptions.assumeTrue(url != null && !url.isEmpty(), "no Milvus server is named by m2m.test.milvus");
        return url;
    }

    /** As somebody else would, who does not flush. */
    static void insertOneRow(String url, String collection, int dim) {
        try (Connection connection = connect(url)) {
            connection.call(
                    "inserting",
                    client -> client.insert(InsertParam.newBuilder()
                            .withCollectionName(collection)
                            .withFields(List.of(
                                    new InsertParam.Field("id", List.of(7L)),
                                    new InsertParam.Field("data", List.of(Collections.nCopies(dim, 1f)))))
                            .build()));
        }
    }

    /** As somebody else would, whose ids are texts. */
    static void createWithTextKey(String url, String collection, int dim) {
        try (Connection connection = connect(url)) {
            connection.call(
                    "creating",
                    client -> client.createCollection(CreateCollectionParam.newBuilder()
                            .withCollectionName(collection)
                            .addFieldType(FieldType.newBuilder()
                                    .withName("id")
                                    .withDataType(DataType.VarChar)
                                    .withMaxLength(20)
                                    .withPrimaryKey(true)
                                    .build())
                            .addFieldType(FieldType.newBuilder()
                                    .withName("data")
                                    .withDataType(DataType.FloatVector)
                                    .withDimension(dim)
                                    .build())
                            .build()));
        }
    }

    private static Connection connect(String url) {
        return new Connection(
                new MilvusClients(config(url, new IndexChoice.FromSource(), IfExists.FAIL)), Duration.ofSeconds(30));
    }

    public static Milvus2xConfig config(String url, IndexChoice index, IfExists ifExists) {
        return config(url, index, ifExists, ImportWay.AUTO);
    }

    public static Milvus2xConfig config(String url, IndexChoice index, IfExists ifExists, ImportWay way) {
        return TargetConfigs.of(url, index, ifExists, way);
    }
}
