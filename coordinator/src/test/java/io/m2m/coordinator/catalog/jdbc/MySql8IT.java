package io.m2m.coordinator.catalog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.Genuine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of MySQL 8 log in with {@code caching_sha2_password} unless somebody chose otherwise. */
class MySql8IT {
    private static final String PASSWORD = "a-secret-of-mysql-8";

    @TempDir
    private static Path folder;

    private static MySqlServer server;
    private static Path sqlite;

    @BeforeAll
    static void start() throws Exception {
        server = MySql8Server.start(folder);
        sqlite = Genuine.copy("mixed", folder).metadata();
        server.create("milvus");
        server.load("milvus", sqlite);
        server.execute(
                "",
                "CREATE USER milvus@'%' IDENTIFIED WITH caching_sha2_password BY '" + PASSWORD + "'",
                "GRANT SELECT ON milvus.* TO milvus@'%'");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "milvus:PASSWORD@tcp(PLACE)/milvus?charset=utf8mb4&parseTime=True&loc=Local&tls=skip-verify",
                "jdbc:mysql://PLACE/milvus?user=milvus&password=PASSWORD"
            })
    void readsWhatTheSqliteFileHolds(String address) {
        assertThat(metadata(address, PASSWORD).read()).isEqualTo(new SqliteMetadata(sqlite).read());
    }

    @Test
    void saysThatThePasswordIsWrong() {
        MySqlMetadata metadata = metadata("milvus:PASSWORD@tcp(PLACE)/milvus?tls=skip-verify", "a-wrong-one");

        Problem problem =
                catchThrowableOfType(ProblemException.class, metadata::read).problem();

        assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
        assertThat(problem.sentence())
                .contains("refuses the user, the password")
                .doesNotContain("a-wrong-one");
    }

    private static MySqlMetadata metadata(String address, String password) {
        return new MySqlMetadata(address.replace("PASSWORD", password).replace("PLACE", server.place()), () -> {});
    }
}
