package io.m2m.common.milvus2;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.TargetConfigs;
import io.milvus.param.ConnectParam;
import io.milvus.v2.client.ConnectConfig;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK has its own idea of the port of a URL without one; REST must not go elsewhere, for it carries the credentials. */
class OneAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://milvus",
                "https://milvus.example.com",
                "http://milvus:8080",
                "https://in03-0123456789abcdef012.api.gcp-us-west1.zillizcloud.com",
                "https://in03-0123456789abcdef012.serverless.ali-cn-hangzhou.cloud.zilliz.com.cn",
                "https://in05-0123456789abcdef.serverless.gcp-us-west1.cloud.zilliz.com",
                "https://in01-0123456789abcdef.aws-us-west-2.vectordb.zillizcloud.com"
            })
    void theClientsAndRestGoToThePortThatTheSdkTakesForTheEndpoint(String endpoint) {
        int port = ConnectConfig.builder().uri(endpoint).build().getPort();

        String url = TargetConfigs.of(endpoint).url();

        assertThat(URI.create(url).getPort()).isEqualTo(port);
        assertThat(ConnectConfig.builder().uri(url).build().getPort()).isEqualTo(port);
        assertThat(ConnectParam.newBuilder().withUri(url).build().getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"milvus:19530/", "http://milvus:19530/", "milvus/"})
    void aSlashAtTheEndNamesNoDatabase(String endpoint) {
        ConnectConfig sdk =
                ConnectConfig.builder().uri(TargetConfigs.of(endpoint).url()).build();

        assertThat(sdk.getDbName())
                .isEqualTo(ConnectConfig.builder()
                        .uri("http://milvus:19530")
                        .build()
                        .getDbName());
        assertThat(sdk.getHost()).isEqualTo("milvus");
        assertThat(sdk.getPort()).isEqualTo(19530);
    }
}
