package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metadata in a real MariaDB, with the tables that 1.x creates on MySQL. */
class MySqlMetadataIT {
    private static MariaDb server;

    private Path folder;

    @BeforeAll
    static void start() {
        server = MariaDb.start();
    }

    @BeforeEach
    void makeFolder() {
        folder = Places.fresh("mysql");
    }

    @Test
    void everyRowArrives() {
        GenuineStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
        server.load("index_pair", store, folder);
        Migrating migrating = Migrating.to(
                Milvus.local(),
                folder,
                Configuration.local(store, folder.resolve("staging")).mysql(server.dsn("index_pair")));

        migrating.verified();

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }

    @Test
    void anExportIsTheSameAsOfTheSqliteFile() {
        GenuineStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        server.load("mixed", store, folder);

        Ended mysql = M2m.run(folder, "export", "-m", server.dsn("mixed"), "-o", "of-mysql");
        Ended sqlite = M2m.run(folder, "export", "-s", store.metadata().toString(), "-o", "of-sqlite");

        assertThat(mysql.code()).as(mysql.err()).isZero();
        assertThat(sqlite.code()).as(sqlite.err()).isZero();
        assertThat(folder.resolve("of-mysql/meta.json")).hasSameTextualContentAs(folder.resolve("of-sqlite/meta.json"));
        assertThat(mysql.err() + mysql.out()).doesNotContain(MariaDb.PASSWORD);
    }
}
