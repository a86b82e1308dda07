package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.coordinator.catalog.jdbc.MariaDbServer;
import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metadata in a database that is reset, silent and away. */
class FaultsOnMySqlIT {
    private static final String GREETING = "mysql_native_password";
    private static final String LOGIN = "_client_name";
    private static final String RESULT = "dimension";

    private final Path folder = Places.fresh("faults-mysql");
    private final FaultProxy proxy = new FaultProxy(folder);
    private MariaDbServer server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        server = MariaDbServer.start(Places.fresh("faults-mariadb"));
        server.create("faults");
        port = proxy.tcp(server.place());
    }

    @AfterEach
    void stop() throws InterruptedException {
        proxy.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void isReadAgainUntilItIsWhole() throws Exception {
        proxy.with(
                        proxy.fault(port, "reset", GREETING).ofServer(),
                        proxy.fault(port, "reset", RESULT).ofServer())
                .start();
        Ended reset = export();
        assertThat(reset.code()).as(reset.err()).isZero();
        proxy.hasDoneAll();

        proxy.restart(
                proxy.fault(port, "silence 5", RESULT).ofServer(),
                proxy.fault(port, "refuse 1", LOGIN).after(1));
        Ended silent = export();
        assertThat(silent.code()).as(silent.err()).isZero();
        proxy.hasDoneAll();

        proxy.close();
        Ended away = export();
        assertThat(away.code()).as(away.err()).isEqualTo(3);
        assertThat(away.err()).contains("the MySQL metadata at 127.0.0.1:" + port + "/faults cannot be reached");
        assertThat(away.err()).doesNotContain("\tat ");
    }

    private Ended export() {
        String url = "jdbc:mysql://127.0.0.1:" + port + "/faults?user=root&socketTimeout=3000";
        return M2m.run(
                folder, "export", "-m", url, "-o", folder.resolve("export").toString());
    }
}
