package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.config.TlsConfig;
import io.m2m.common.milvus2.MilvusRest;
import io.m2m.loader.milvus2.RealServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that answers to HTTPS, whose certificate is of 127.0.0.1, and that wants to see its client's. */
class RestOverTlsIT {
    private static Path folder;
    private static Certificates certificates;

    private HttpsServer server;

    @BeforeAll
    static void make() {
        folder = Places.fresh("rest-over-tls");
        certificates = new Certificates(folder).with("server").with("client").with("stranger");
    }

    @BeforeEach
    void start() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys("server"), Certificates.PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore clients = KeyStore.getInstance("PKCS12");
        clients.load(null, null);
        clients.setCertificateEntry("client", keys("client").getCertificate("client"));
        trusted.init(clients);
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanting = context.getDefaultSSLParameters();
                wanting.setNeedClientAuth(true);
                parameters.setSSLParameters(wanting);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isReachedWithTheFilesOfTheConfiguration() throws Exception {
        assertThat(answers("127.0.0.1", certificates.certificate("server"), "client", null))
                .isTrue();
    }

    @Test
    void isNotReachedWithOtherAuthoritiesOrByAnotherClient() throws Exception {
        assertThat(answers("127.0.0.1", certificates.certificate("stranger"), "client", null))
                .isFalse();
        assertThat(answers("127.0.0.1", certificates.certificate("server"), "stranger", null))
                .isFalse();
    }

    @Test
    void isReachedByAnotherAddressWhenItsNameIsConfigured() throws Exception {
        Path ca = certificates.certificate("server");

        assertThat(answers("localhost", ca, "client", null)).isFalse();
        assertThat(answers("localhost", ca, "client", "127.0.0.1")).isTrue();
        assertThat(answers("127.0.0.1", ca, "client", "elsewhere")).isFalse();
    }

    private boolean answers(String host, Path ca, String client, @Nullable String serverName) throws Exception {
        TlsConfig tls =
                new TlsConfig(true, ca, certificates.certificate(client), certificates.privateKey(client), serverName);
        String url = "https://" + host + ":" + server.getAddress().getPort();
        Milvus2xConfig plain = RealServer.config(url, new IndexChoice.FromSource(), IfExists.FAIL);
        Milvus2xConfig config = new Milvus2xConfig(
                url,
                null,
                null,
                null,
                null,
                tls,
                plain.rename(),
                plain.names(),
                plain.idField(),
                plain.vectorField(),
                null,
                plain.index(),
                plain.ifExists(),
                plain.importWay());
        try (MilvusRest rest = new MilvusRest(config)) {
            return rest.answers();
        }
    }

    private KeyStore keys(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(certificates.key(name))) {
            store.load(file, Certificates.PASSWORD.toCharArray());
        }
        return store;
    }
}
