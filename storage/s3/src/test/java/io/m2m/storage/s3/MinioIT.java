package io.m2m.storage.s3;

import io.m2m.common.storage.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Against a real MinIO, where {@code -Dm2m.minio=} names its program: CONTRIBUTING.md says how to get one. */
@EnabledIfSystemProperty(named = "m2m.minio", matches = ".+")
class MinioIT extends S3Contract {
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
    protected String server() {
        return "127.0.0.1:" + port;
    }
}
