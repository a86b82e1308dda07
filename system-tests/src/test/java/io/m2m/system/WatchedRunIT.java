package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.system.Monitoring.Alert;
import io.m2m.system.Monitoring.Query;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A real Prometheus watches a real run in one process: what board and alerts ask it has answers. */
@ResourceLock(Milvus.OTHER_LOCAL)
class WatchedRunIT {
    private static final Duration RUN = Duration.ofMinutes(8);

    private final Path folder = Places.fresh("watched");

    @Test
    void whatBoardAndAlertsAskHasAnswers() throws Exception {
        Migrating migrating = migrating();
        try (Serving serving = Serving.with(
                        migrating,
                        Map.of(
                                "M2M_DUMPER_MINIMPORTROWS",
                                "1",
                                "M2M_POLICY_INVALIDVECTORS",
                                "skip",
                                "M2M_TARGET_CLEAN",
                                "true"));
                Prometheus prometheus = Prometheus.watching(
                        folder, Map.of("m2m", URI.create(serving.address()).getAuthority()))) {
            Coordinator coordinator = new Coordinator(serving.address());
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(prometheus.query("up == 1")).hasSize(1));
            String migration = coordinator.startMigration();
            await().pollInterval(Duration.ofSeconds(1)).atMost(RUN).until(() -> coordinator.finished(migration));
            assertThat(serving.report().verdict()).isEqualTo("VERIFIED");
            assertThat(serving.migration().at("/cleaned/objects").asLong()).isPositive();
            assertThat(Places.holds(folder.resolve("staging"), "manifest.json")).isFalse();
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> prometheus
                                    .query("m2m_verdict == 1 and on () kafka_consumer_fetch_manager_records_lag")
                                    .size()
                            == 1);

            everyQueryOfTheBoardHasData(prometheus, migration);
            everyAlertIsUnderstoodAndSilent(prometheus);
            theNumbersAreThoseOfTheReport(prometheus, serving.report(), migration);
            draw(prometheus, migration);
        }
    }

    private static void everyQueryOfTheBoardHasData(Prometheus prometheus, String migration) {
        SoftAssertions all = new SoftAssertions();
        for (Query query : Monitoring.queries()) {
            all.assertThat(prometheus.query(query.of(migration)))
                    .as(query.panel() + ": " + query.expression())
                    .isNotEmpty();
        }
        all.assertAll();
    }

    private static void everyAlertIsUnderstoodAndSilent(Prometheus prometheus) throws IOException {
        for (Alert alert : Monitoring.alerts()) {
            assertThat(prometheus.query(alert.expression())).as(alert.name()).isEmpty();
        }
        assertThat(prometheus.ruleHealth())
                .hasSize(Monitoring.alerts().size())
                .allSatisfy((name, health) -> assertThat(health).as(name).isEqualTo("ok"));
        assertThat(prometheus.activeAlerts()).isEmpty();
    }

    private static void theNumbersAreThoseOfTheReport(Prometheus prometheus, Report report, String migration) {
        report.root().path("collections").valueStream().forEach(collection -> {
            String source = collection.path("source").asString();
            double rows = collection.path("targetRows").asDouble();
            if (rows > 0) {
                assertThat(prometheus.query("sum(m2m_rows_total{phase=\"load\",collection=\"" + source + "\"})"))
                        .as(source)
                        .containsValue(rows);
            }
        });
        assertThat(prometheus.query("m2m_verdict{migration=\"" + migration + "\"} == 1"))
                .hasSize(1)
                .allSatisfy((labels, one) -> assertThat(labels).containsEntry("verdict", "VERIFIED"));
        assertThat(prometheus.query("m2m_progress_ratio"))
                .hasSize(3)
                .allSatisfy((phase, ratio) -> assertThat(ratio).isEqualTo(1));
        assertThat(prometheus.query("sum(m2m_tasks{state!=\"done\"})")).containsValue(0.0);
        assertThat(prometheus.query("sum by (state) (m2m_imports)"))
                .hasSize(2)
                .allSatisfy((state, imports) -> assertThat(imports).isZero());
    }

    private static void draw(Prometheus prometheus, String migration) {
        Path picture = Places.fresh("board").resolve("board.png");
        Python.draw(prometheus.address(), migration, picture);
        assertThat(picture).isNotEmptyFile();
    }

    private Migrating migrating() {
        SourceStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        return Migrating.to(Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));
    }
}
