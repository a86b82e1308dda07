package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.coordinator.catalog.jdbc.MariaDbServer;
import io.m2m.system.Commands.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A MySQL that takes no connection without TLS, whose certificate signs itself. */
class MySqlOverTlsIT {
    private static final String PASSWORD = "a-secret-of-mysql";

    private static Path folder;
    private static MariaDbServer server;

    @BeforeAll
    static void start() throws Exception {
        folder = Places.fresh("mysql-tls");
        Certificates certificates = new Certificates(Files.createDirectory(folder.resolve("keys")))
                .with("mysql")
                .with("another");
        server = MariaDbServer.start(
                Files.createDirectory(folder.resolve("server")),
                "--require-secure-transport=ON",
                "--ssl-cert=" + certificates.certificate("mysql"),
                "--ssl-key=" + certificates.privateKey("mysql"));
        server.create("milvus");
        server.execute(
                "",
                "CREATE USER milvus@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT SELECT ON milvus.* TO milvus@'127.0.0.1'");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "milvus:PASSWORD@tcp(PLACE)/milvus?tls=skip-verify",
        "milvus:PASSWORD@tcp(PLACE)/milvus?charset=utf8mb4&tls=preferred",
        "jdbc:mysql://PLACE/milvus?user=milvus&password=PASSWORD",
        "jdbc:mysql://PLACE/milvus?user=milvus&password=PASSWORD&sslMode=VERIFY_CA&TRUST=mysql",
        "jdbc:mysql://PLACE/milvus?user=milvus&password=PASSWORD&sslMode=VERIFY_IDENTITY&TRUST=mysql"
    })
    void isReadByWhoTrustsIt(String address) {
        Ended ended = export(address);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(folder.resolve("out/meta.json")).exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            milvus:PASSWORD@tcp(PLACE)/milvus                                                           | 3 | tls=true
            milvus:PASSWORD@tcp(PLACE)/milvus?tls=true                                                  | 3 | not trusted
            jdbc:mysql://PLACE/milvus?user=milvus&password=PASSWORD&sslMode=VERIFY_CA&TRUST=another     | 3 | not trusted
            jdbc:mysql://PLACE/milvus?user=milvus&password=PASSWORD&sslMode=VERIFY_CA&TRUST=nobody      | 2 | nobody.p12
            """)
    void refusesOthersInASentence(String address, int code, String named) {
        Ended ended = export(address);

        assertThat(ended.code()).as(ended.err()).isEqualTo(code);
        assertThat(ended.err())
                .contains(server.place() + "/milvus", named, "meta.mysqlUrl")
                .doesNotContain(PASSWORD, Certificates.PASSWORD, "\tat ");
    }

    private static Ended export(String address) {
        String trust = "trustCertificateKeyStorePassword=" + Certificates.PASSWORD
                + "&trustCertificateKeyStoreUrl=file:" + folder.resolve("keys");
        String filled = address.replace("PASSWORD", PASSWORD)
                .replace("PLACE", server.place())
                .replaceFirst("TRUST=(\\w+)", trust + "/$1.p12");
        return M2m.run(
                folder, "export", "-m", filled, "-o", folder.resolve("out").toString());
    }
}
