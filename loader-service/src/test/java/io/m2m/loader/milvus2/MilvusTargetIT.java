package io.m2m.loader.milvus2;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.milvus2.MilvusClients;
import io.m2m.loader.load.Imports;
import io.m2m.loader.load.TargetContract;
import io.m2m.loader.load.TargetServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real server keeps to the contract. */
final class MilvusTargetIT extends TargetContract {
    private static MilvusServer server;
    private static MilvusImports imports;

    @BeforeAll
    static void connect() {
        MilvusClients clients =
                new MilvusClients(RealServer.config(RealServer.url(), new IndexChoice.FromSource(), IfExists.FAIL));
        server = new MilvusServer(clients);
        imports = new MilvusImports(clients, server.version());
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
            imports.close();
        }
    }

    @Override
    protected TargetServer server() {
        return server;
    }

    @Override
    protected Imports imports() {
        return imports;
    }
}
