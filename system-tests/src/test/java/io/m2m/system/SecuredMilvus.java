package io.m2m.system;

import io.m2m.standalone.demo.MilvusFromPyPI;
import io.m2m.standalone.demo.Target;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Milvus as companies have it: who calls must say who he is, over TLS. Its certificate is its own and of nobody's trust.
 *
 * @param certificates of {@link #SERVER_NAME} and of {@link #CLIENT_NAME}, whom it trusts
 */
record SecuredMilvus(Target server, Certificates certificates, Path folder) implements AutoCloseable {
    static final String SERVER_NAME = "server";
    static final String CLIENT_NAME = "client";

    /** Only the server shows a certificate. */
    static SecuredMilvus oneWay(Certificates certificates) throws InterruptedException {
        return start("milvus-tls", 1, certificates);
    }

    /** Both sides show one. */
    static SecuredMilvus mutual(Certificates certificates) throws InterruptedException {
        return start("milvus-mutual-tls", 2, certificates);
    }

    private static SecuredMilvus start(String name, int tlsMode, Certificates certificates)
            throws InterruptedException {
        Path folder = Places.fresh(name);
        Target server = MilvusFromPyPI.inUserCache()
                .with("common.security.authorizationEnabled", "true")
                .with("common.security.tlsMode", String.valueOf(tlsMode))
                .with("server_pem_path", certificates.certificate(SERVER_NAME).toString())
                .with("server_key_path", certificates.privateKey(SERVER_NAME).toString())
                .with("ca_pem_path", certificates.certificate(CLIENT_NAME).toString())
                .start(folder, System.err::println);
        return new SecuredMilvus(server, certificates, folder);
    }

    /** {@code host:port}. */
    String endpoint() {
        return server.endpoint().replace("http://", "");
    }

    /** For the oracle and its like. */
    Milvus as(String user, String password, String database) {
        return new Milvus("https://" + user + ":" + password + "@" + endpoint() + "/" + database, folder);
    }

    /** What pymilvus is told besides, as JSON. */
    String access() {
        return new JsonMapper()
                .writeValueAsString(Map.of(
                        "server_name", SERVER_NAME,
                        "ca_pem_path", certificates.certificate(SERVER_NAME).toString(),
                        "client_pem_path", certificates.certificate(CLIENT_NAME).toString(),
                        "client_key_path", certificates.privateKey(CLIENT_NAME).toString()));
    }

    @Override
    public void close() {
        server.close();
    }
}
