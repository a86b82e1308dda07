package io.m2m.benchmarks;

import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Level;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.standalone.broker.EmbeddedBroker;
import io.m2m.standalone.process.RunFollower;
import io.m2m.standalone.process.kafka.StatusTopic;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/**
 * Plans and runs a migration of very many segments on a real broker with workers that answer at once, kills the coordinator
 * half-way and starts it again.
 *
 * <pre>
 * CoordinatorAtScale [segments] [maximum heap]      1000000 800m
 * </pre>
 */
public final class CoordinatorAtScale {
    private static final String MIGRATION = "m-0123456789abcdef";
    private static final int PARTITIONS = 32;
    private static final int IMPORTS_UNDER_WAY = 1_000;

    private CoordinatorAtScale() {}

    public static void main(String[] arguments) throws Exception {
        int segments = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        String heap = arguments.length > 1 ? arguments[1] : "800m";
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            KafkaSettings settings = settings(broker.bootstrapServers(), PARTITIONS);
            KafkaClients clients = new KafkaClients(settings, new MessageSerde(new MessageCodec(Json.mapper())));
            try (Admin admin = Admin.create(clients.forAdmin())) {
                admin.createTopics(settings.topics().all(settings)).all().get();
            }
            try (StandInWorkers workers = StandInWorkers.start(clients, new StandInPlan(segments))) {
                measure(segments, heap, clients, workers);
            }
        }
        System.exit(0);
    }

    static KafkaSettings settings(String bootstrapServers, int partitions) {
        return new KafkaSettings(bootstrapServers, Map.of(), KafkaSettings.TOPIC_PREFIX, partitions, (short) 1, true);
    }

    private static void measure(int segments, String heap, KafkaClients clients, StandInWorkers workers)
            throws Exception {
        print("%,d segments, a task each, coordinator with a heap of %s", segments, heap);
        CompletableFuture<MigrationStatus> end = end(clients);
        try (CoordinatorProcess coordinator = CoordinatorProcess.start(clients.settings(), IMPORTS_UNDER_WAY, heap)) {
            workers.publish(new MigrationRequested(MIGRATION, 1, Command.MIGRATE, Level.FULL));
            await(() -> workers.answered() >= 1);
            long planning = System.nanoTime();
            await(() -> workers.answered() >= 2);
            phase("plan", workers.published(), planning, coordinator);
            long before = workers.published();
            long running = System.nanoTime();
            await(() -> workers.answered() >= segments);
            phase("first half of the run", workers.published() - before, running, coordinator);
        }
        long answered = workers.answered();
        long killed = System.nanoTime();
        try (CoordinatorProcess coordinator = CoordinatorProcess.start(clients.settings(), IMPORTS_UNDER_WAY, heap)) {
            await(() -> workers.answered() > answered);
            print("killed and ready again in %.1f s", secondsSince(killed));
            long before = workers.published();
            long running = System.nanoTime();
            MigrationStatus last = end.get();
            phase("second half of the run", workers.published() - before, running, coordinator);
            print("verdict               %s", last.verdict());
        }
    }

    private static CompletableFuture<MigrationStatus> end(KafkaClients clients) {
        return CompletableFuture.supplyAsync(() -> {
            try (StatusTopic status = new StatusTopic(clients)) {
                return status.follow(new RunFollower(MIGRATION, 1, each -> {}));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    private static void phase(String name, long events, long since, CoordinatorProcess coordinator) throws Exception {
        double seconds = secondsSince(since);
        print(
                "%-22s%,12d events in %6.1f s, %,7.0f a second, at most %,d MiB in memory",
                name, events, seconds, events / seconds, coordinator.peakMebibytes());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().forever().pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
