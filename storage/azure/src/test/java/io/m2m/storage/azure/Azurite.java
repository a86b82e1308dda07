package io.m2m.storage.azure;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.Secret;
import io.m2m.common.storage.FetchedPackage;
import io.m2m.common.storage.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Microsoft's emulator of Blob Storage, from its npm package; what it holds ends with it. */
public final class Azurite implements AutoCloseable {
    public static final String ACCOUNT = "devstoreaccount1";
    /** Printed in the emulator's documentation. */
    public static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /** The newest that runs on a Node.js before 22. */
    private static final String VERSION = "3.35.0";

    private final ServerProcess process;
    private final int port;

    private Azurite(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder where it runs and logs */
    public static Azurite start(Path folder, String... options) {
        int port = ServerProcess.freePort();
        List<String> command = new ArrayList<>(List.of(
                FetchedPackage.npm("azurite", VERSION).resolve("azurite-blob").toString(),
                "--inMemoryPersistence",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--silent",
                "--blobPort",
                String.valueOf(port)));
        command.addAll(List.of(options));
        return new Azurite(ServerProcess.start(folder, port, command), port);
    }

    /** {@code host:port}. */
    public String endpoint() {
        return "127.0.0.1:" + port;
    }

    /** @param key of the account, or nothing where there is a signature */
    static BucketConfig container(
            String endpoint,
            String container,
            String folder,
            @Nullable String key,
            @Nullable String sas,
            IfMissing ifMissing) {
        return new BucketConfig(
                "target.remote",
                Cloud.AZURE,
                endpoint,
                null,
                container,
                folder,
                Secret.of(ACCOUNT),
                key == null ? null : Secret.of(key),
                sas == null ? null : Secret.of(sas),
                false,
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
