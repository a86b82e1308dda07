package io.m2m.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy, with signed requests. */
class S3ObjectStoreIT extends S3Contract {
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
    protected String server() {
        return server.endpoint();
    }

    @Test
    void passesOverTheFoldersThatConsolesMake() throws IOException {
        Files.createDirectories(buckets.resolve(bucket()).resolve("moves/first/made-by-hand"));
        write("object", text("x"));

        assertThat(keys("")).containsExactly("object");
    }
}
