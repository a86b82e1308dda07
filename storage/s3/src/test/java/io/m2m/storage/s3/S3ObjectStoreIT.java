package io.m2m.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.BucketContract;
import io.m2m.common.storage.bucket.BucketStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy, with signed requests. */
class S3ObjectStoreIT extends BucketContract {
    @TempDir
    private static Path buckets;

    private static S3Server server;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(buckets, 0);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected BucketStores stores() {
        return new S3Stores();
    }

    @Override
    protected String secret() {
        return S3Server.SECRET_KEY;
    }

    @Override
    protected String endpoint() {
        return "http://" + server.endpoint();
    }

    @Override
    protected String scheme() {
        return "s3";
    }

    @Override
    protected BucketConfig config(String endpoint, String bucket, String folder, boolean trusted, boolean checkBucket) {
        String secret = trusted ? S3Server.SECRET_KEY : "not-" + S3Server.SECRET_KEY;
        return S3Server.bucket(URI.create(endpoint).getAuthority(), bucket, folder, secret, checkBucket);
    }

    @Test
    void passesOverTheFoldersThatConsolesMake() throws IOException {
        Files.createDirectories(buckets.resolve(bucket()).resolve("moves/first/made-by-hand"));
        write("object", text("x"));

        assertThat(keys("")).containsExactly("object");
    }
}
