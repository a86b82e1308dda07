package io.m2m.loader.milvus2;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.milvus2.MilvusClients;

/** The clients of {@link RealServer}. */
record RealTarget(String url, MilvusServer server, MilvusImports imports) implements AutoCloseable {
    /** Skips the test when there is no server. */
    static RealTarget connect() {
        String url = RealServer.url();
        MilvusClients clients = new MilvusClients(config(url, IfExists.FAIL));
        MilvusServer server = new MilvusServer(clients);
        return new RealTarget(url, server, new MilvusImports(clients, server.version()));
    }

    Milvus2xConfig config(IfExists ifExists) {
        return config(url, ifExists);
    }

    private static Milvus2xConfig config(String url, IfExists ifExists) {
        return RealServer.config(url, new IndexChoice.FromSource(), ifExists);
    }

    @Override
    public void close() {
        server.close();
        imports.close();
    }
}
