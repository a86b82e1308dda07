package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.system.Commands.Running;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Services as processes of their own, on one Kafka. What still runs is killed with the test. */
final class Fleet implements AutoCloseable {
    static final Duration START = Duration.ofMinutes(3);

    private final Migrating migrating;
    private final Map<String, String> environment;
    private final List<Running> services = new ArrayList<>();

    /** @param environment of each service, besides what all of them need */
    Fleet(String bootstrapServers, Migrating migrating, Map<String, String> environment) {
        this.migrating = migrating;
        this.environment = new HashMap<>(environment);
        this.environment.put("M2M_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        this.environment.put("M2M_KAFKA_TASK_PARTITIONS", "8");
        this.environment.put("M2M_CONFIG", migrating.config().toString());
    }

    /** One more process of a service, with one task at a time and small tasks. */
    Running start(String name) {
        Running service = M2m.start(
                migrating.folder(),
                environment,
                List.of(
                        "service",
                        name,
                        "--server.port=0",
                        "--set",
                        "dumper.worker.limit=1",
                        "--set",
                        "dumper.minImportRows=1",
                        "--set",
                        "policy.invalidVectors=skip"));
        services.add(service);
        return service;
    }

    /** A coordinator of them and more, when all are ready. */
    Coordinator ready(String... others) {
        List.of(others).forEach(this::start);
        Coordinator coordinator = new Coordinator(address(start("coordinator")));
        awaitReady(coordinator);
        return coordinator;
    }

    void awaitReady(Coordinator coordinator) {
        services.forEach(service -> await().atMost(START).until(() -> coordinator.isReady(address(service))));
    }

    /** As the service says it when it runs. */
    static String address(Running service) {
        return await().atMost(START)
                .until(
                        () -> {
                            assertThat(service.process().isAlive())
                                    .as(Files.readString(service.err()))
                                    .isTrue();
                            return Files.readAllLines(service.err()).stream()
                                    .filter(line -> line.contains("its probes are at "))
                                    .map(line -> line.replaceAll(".*(http://\\S+)/actuator.*", "$1"))
                                    .findFirst()
                                    .orElse("");
                        },
                        text -> !text.isEmpty());
    }

    @Override
    public void close() {
        services.forEach(Running::kill);
    }
}
