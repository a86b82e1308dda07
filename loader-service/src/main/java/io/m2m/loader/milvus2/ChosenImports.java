package io.m2m.loader.milvus2;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.milvus2.MilvusRest;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import io.m2m.loader.load.ImportJob;
import io.m2m.loader.load.ImportRequest;
import io.m2m.loader.load.Imports;
import io.m2m.loader.load.TargetServer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Imports} by the way that the configuration names, or by the better one of those that the server offers. It is chosen with the
 * first question, so that a service starts while its server is still away.
 */
public final class ChosenImports implements Imports, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChosenImports.class);

    private final Milvus2xConfig config;
    private final TargetServer server;
    private @Nullable Imports chosen;
    private AutoCloseable open = () -> {};

    public ChosenImports(Milvus2xConfig config, TargetServer server) {
        this.config = config;
        this.server = server;
    }

    @Override
    public Offer offer() {
        return chosen().offer();
    }

    @Override
    public String submit(ImportRequest request) {
        return chosen().submit(request);
    }

    @Override
    public Optional<ImportJob> state(String job) {
        return chosen().state(job);
    }

    @Override
    public List<ImportJob> into(String collection) {
        return chosen().into(collection);
    }

    private synchronized Imports chosen() {
        if (chosen == null) {
            ServerVersion version = server.version();
            boolean byRest = byRest(version);
            if (byRest) {
                RestImports jobs = new RestImports(new MilvusRest(config), version);
                open = jobs::close;
                chosen = jobs;
            } else {
                MilvusImports tasks = new MilvusImports(new MilvusClients(config), version);
                open = tasks::close;
                chosen = tasks;
            }
            log.atInfo()
                    .addKeyValue("version", version)
                    .addKeyValue("by", byRest ? "REST" : "gRPC")
                    .log("way of importing chosen");
        }
        return chosen;
    }

    private boolean byRest(ServerVersion version) {
        return switch (config.importWay()) {
            case GRPC -> false;
            case REST -> true;
            case AUTO -> ServerFeature.IMPORT_JOBS.on(version) && offersRest();
        };
    }

    private boolean offersRest() {
        try (MilvusRest rest = new MilvusRest(config)) {
            boolean answers = rest.answers();
            // A server that is away altogether is no server without REST.
            server.version();
            return answers;
        }
    }

    @Override
    public synchronized void close() throws Exception {
        open.close();
    }
}
