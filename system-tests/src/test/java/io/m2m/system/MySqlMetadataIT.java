package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.coordinator.catalog.jdbc.MariaDbServer;
import io.m2m.system.Commands.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Metadata in a real MariaDB, with the tables that 1.x creates on MySQL. */
@ResourceLock(Milvus.LOCAL)
class MySqlMetadataIT {
    private static final String PASSWORD = "a-secret-of-mysql";

    private static MariaDbServer server;

    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = MariaDbServer.start(Places.fresh("mariadb"));
        server.execute("", "CREATE USER milvus@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void makeFolder() {
        folder = Places.fresh("mysql");
    }

    @Test
    void everyRowArrives() throws Exception {
        SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
        load("index_pair", store);
        Migrating migrating = Migrating.to(
                Milvus.local(),
                folder,
                Configuration.local(store, folder.resolve("staging")).mysql(dsn("index_pair")));

        migrating.verified();

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }

    @Test
    void anExportIsTheSameAsOfTheSqliteFile() throws Exception {
        SourceStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        load("mixed", store);

        Ended mysql = M2m.run(folder, "export", "-m", dsn("mixed"), "-o", "of-mysql");
        Ended sqlite = M2m.run(folder, "export", "-s", store.metadata().toString(), "-o", "of-sqlite");

        assertThat(mysql.code()).as(mysql.err()).isZero();
        assertThat(sqlite.code()).as(sqlite.err()).isZero();
        assertThat(folder.resolve("of-mysql/meta.json")).hasSameTextualContentAs(folder.resolve("of-sqlite/meta.json"));
        assertThat(mysql.err() + mysql.out()).doesNotContain(PASSWORD);
    }

    /** Makes a database of what the SQLite metadata holds, its write-ahead log included. */
    private void load(String database, SourceStore store) throws Exception {
        for (String suffix : List.of("", "-wal")) {
            Path part = store.metadata().resolveSibling("meta.sqlite" + suffix);
            if (Files.exists(part)) {
                Files.copy(part, folder.resolve("meta.sqlite" + suffix));
            }
        }
        server.create(database);
        server.load(database, folder.resolve("meta.sqlite"));
        server.execute("", "GRANT SELECT ON " + database + ".* TO milvus@'127.0.0.1'");
    }

    /** In the Go form of the Milvus guide. */
    private static String dsn(String database) {
        return "milvus:" + PASSWORD + "@tcp(" + server.place() + ")/" + database
                + "?charset=utf8mb4&parseTime=True&loc=Local";
    }
}
