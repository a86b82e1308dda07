package io.m2m.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.storage.BucketContract;
import io.m2m.common.storage.ServerProcess;
import io.m2m.common.storage.bucket.BucketStores;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Against a real MinIO, where {@code -Dm2m.minio=} names its program: CONTRIBUTING.md says how to get one. */
@EnabledIfSystemProperty(named = "m2m.minio", matches = ".+")
class MinioIT extends BucketContract {
    private static final String PROGRAM = "m2m.minio";

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static int port;

    @BeforeAll
    static void startServer() {
        port = ServerProcess.freePort();
        server = ServerProcess.start(
                folder,
                port,
                List.of(System.getProperty(PROGRAM), "server", "--address=127.0.0.1:" + port, folder.toString()),
                Map.of("MINIO_ROOT_USER", S3Server.ACCESS_KEY, "MINIO_ROOT_PASSWORD", S3Server.SECRET_KEY));
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
        return "http://127.0.0.1:" + port;
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
}
