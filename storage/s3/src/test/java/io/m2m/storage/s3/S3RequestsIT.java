package io.m2m.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.Encryption;
import io.m2m.common.config.Secret;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What really goes to a store. The clouds' own hosts are spoken to by a proxy, which keeps it from leaving this machine. */
class S3RequestsIT {
    private static final int MIB = 1 << 20;
    private static final List<String> PROXY = List.of("http.proxyHost", "http.proxyPort");

    private final RecordingServer server = new RecordingServer();

    @AfterEach
    void stop() {
        server.close();
        PROXY.forEach(System::clearProperty);
    }

    @ParameterizedTest
    @CsvSource({
        "ALI, http://oss-cn-hangzhou.aliyuncs.com, cn-hangzhou, http://a-bucket.oss-cn-hangzhou.aliyuncs.com/moves/key",
        "TENCENT, http://cos.ap-beijing.myqcloud.com, ap-beijing, http://a-bucket.cos.ap-beijing.myqcloud.com/moves/key",
        "AWS, http://s3.eu-west-1.amazonaws.com, eu-west-1, http://a-bucket.s3.eu-west-1.amazonaws.com/moves/key",
        "GCP, http://storage.googleapis.com, auto, http://storage.googleapis.com/a-bucket/moves/key",
        "AWS, http://minio.example:9000, us-east-1, http://minio.example:9000/a-bucket/moves/key"
    })
    void nameTheBucketWhereTheCloudWantsIt(Cloud cloud, String endpoint, String region, String url) throws IOException {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(server.port()));

        write(bucket(cloud, endpoint, region, null, null), 10);

        RecordingServer.Asked put = server.asked().getFirst();
        assertThat(put.uri()).hasToString(url);
        assertThat(put.header("Host")).isEqualTo(put.uri().getAuthority());
        assertThat(put.header("Authorization")).contains("/" + region + "/s3/aws4_request");
    }

    @Test
    void nameTheBucketInTheHostWhenToldTo() throws IOException {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(server.port()));

        write(bucket(Cloud.AWS, "http://store.example", null, true, null), 10);

        assertThat(server.asked().getFirst().uri()).hasToString("http://a-bucket.store.example/moves/key");
    }

    /** Stores that only resemble S3 refuse an upload in chunks, and one with a checksum behind it. */
    @Test
    void carryNoChecksumAndNoChunkThatAStoreMayNotKnow() throws IOException {
        write(bucket(Cloud.AWS, server.endpoint(), null, null, null), 9 * MIB);
        write(bucket(Cloud.AWS, server.endpoint(), null, null, null), 10);

        assertThat(server.asked()).hasSize(5).allSatisfy(asked -> {
            assertThat(asked.headers().keySet().stream().map(String::toLowerCase))
                    .noneMatch(name -> name.startsWith("x-amz-checksum") || name.startsWith("x-amz-sdk-checksum"))
                    .doesNotContain("x-amz-trailer", "content-encoding", "x-amz-server-side-encryption");
            assertThat(asked.header("X-amz-content-sha256")).doesNotContain("STREAMING");
        });
    }

    @Test
    void askForTheKeyThatTheStoreIsToEncryptWith() throws IOException {
        Encryption kms = new Encryption(Encryption.Way.AWS_KMS, "arn:aws:kms:eu-west-1:1:key/2");

        write(bucket(Cloud.AWS, server.endpoint(), null, null, kms), 9 * MIB);
        write(bucket(Cloud.AWS, server.endpoint(), null, null, kms), 10);

        assertThat(server.asked().stream().filter(asked -> asked.header("X-amz-server-side-encryption") != null))
                .extracting(
                        asked -> asked.method() + " " + asked.uri().getQuery(),
                        asked -> asked.header("X-amz-server-side-encryption"),
                        asked -> asked.header("X-amz-server-side-encryption-aws-kms-key-id"))
                .containsExactly(
                        tuple("POST uploads", "aws:kms", kms.kmsKeyId()), tuple("PUT null", "aws:kms", kms.kmsKeyId()));
    }

    @Test
    void askForTheStoresOwnEncryption() throws IOException {
        write(bucket(Cloud.AWS, server.endpoint(), null, null, new Encryption(Encryption.Way.AES256, null)), 10);

        assertThat(server.asked().getFirst().header("X-amz-server-side-encryption"))
                .isEqualTo("AES256");
    }

    private static void write(BucketConfig config, int length) throws IOException {
        try (ObjectStore store = new S3Stores().open(config, () -> {});
                ObjectWriter writer = store.create("key")) {
            writer.write(new byte[length]);
            writer.commit();
        }
    }

    private static BucketConfig bucket(
            Cloud cloud,
            String endpoint,
            @Nullable String region,
            @Nullable Boolean useVirtualHost,
            @Nullable Encryption encryption) {
        return new BucketConfig(
                "target.remote",
                cloud,
                endpoint,
                region,
                "a-bucket",
                "moves",
                Secret.of("id"),
                Secret.of("key"),
                null,
                false,
                false,
                IfMissing.ADVISE,
                useVirtualHost,
                encryption);
    }
}
