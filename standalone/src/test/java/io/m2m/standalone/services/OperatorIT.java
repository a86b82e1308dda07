package io.m2m.standalone.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.message.Command;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.CoordinatorConfiguration;
import io.m2m.coordinator.web.CoordinatorWebConfiguration;
import io.m2m.dumper.DumperConfiguration;
import io.m2m.standalone.broker.EmbeddedBroker;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.cli.Coordinator;
import io.m2m.standalone.cli.Coordinator.Verb;
import io.m2m.standalone.cli.Demo;
import io.m2m.standalone.cli.ListenOn;
import io.m2m.standalone.cli.RunEnd;
import io.m2m.standalone.demo.SampleMigration;
import io.m2m.standalone.direct.Configurations;
import io.m2m.standalone.process.Deployment.Services;
import io.m2m.standalone.web.HttpCoordinators;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an operator asks over the API, of a coordinator on a real broker with a real dumper and a genuine store. A rate of one
 * byte per second lets a single task go, and the run stands until the limit is lifted.
 */
class OperatorIT {
    /** A machine under load needs this long to take over. */
    private static final Duration LONG = Duration.ofSeconds(120);

    private static final Limits STANDSTILL = new Limits(null, null, 1L, null);

    private final List<Services> running = new CopyOnWriteArrayList<>();
    private EmbeddedBroker broker;
    private Demo.Stage stage;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.startTemporary();
        stage = SampleMigration.withMilvusFromPyPI().rehearse();
    }

    @AfterEach
    void stop() {
        running.forEach(Services::close);
        stage.close();
        broker.close();
    }

    @Test
    void everyVerbIsCarriedOutAndOutlivesTheCoordinator() throws Exception {
        Services first = serve();
        Coordinator coordinator = at(first);
        RunEnd dumped = coordinator.run(Command.DUMP, Optional.empty(), Optional.empty(), status -> {});
        assertThat(dumped.status().verdict()).isEqualTo(Verdict.DUMPED);
        assertThat(dumped.report().orElseThrow()).contains("\"verdict\":\"DUMPED\"");
        String id = dumped.status().migration();
        refuses(coordinator, Verb.RETRY, id, "nothing to try again");

        coordinator.limit(id, STANDSTILL);
        List<StatusMessage> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<RunEnd> run =
                inBackground(() -> coordinator.run(Command.DUMP, Optional.empty(), Optional.empty(), seen::add));
        awaitStatus(coordinator, id, status -> status.state().equals("RUNNING"));
        refuses(coordinator, Verb.RESUME, id, "is not paused");
        assertThat(coordinator.ask(Verb.PAUSE, id).paused()).isTrue();
        assertThat(coordinator.ask(Verb.PAUSE, id).paused()).isTrue();

        first.close();
        running.remove(first);
        Services second = serve();
        Coordinator again = at(second);
        MigrationStatus taken = again.migration(id).migration();
        assertThat(taken.paused()).isTrue();
        assertThat(taken.limits()).isEqualTo(STANDSTILL);
        assertThat(again.ask(Verb.RESUME, id).paused()).isFalse();

        MigrationStatus cancelled = again.ask(Verb.CANCEL, id);
        awaitStatus(again, id, status -> status.finishedAt() != null);
        assertThat(again.migration(id).migration().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(again.migration(id).migration().problem().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(cancelled.run()).isEqualTo(taken.run());

        again.limit(id, Limits.NONE);
        again.ask(Verb.RETRY, id);
        MigrationStatus end = again.follow(id, status -> {});
        assertThat(end.verdict()).isEqualTo(Verdict.DUMPED);
        assertThat(end.run()).isGreaterThan(taken.run());
        assertThat(run).isNotDone();
        run.cancel(true);
    }

    @Test
    void oneCoordinatorTakesOverFromAnotherAndBothAnswer() throws Exception {
        Services first = serve();
        Coordinator one = at(first);
        String id = one.run(Command.DUMP, Optional.empty(), Optional.empty(), status -> {})
                .status()
                .migration();
        Coordinator other = at(serve());
        assertThat(other.migration(id).migration()).isEqualTo(one.migration(id).migration());

        one.limit(id, STANDSTILL);
        CompletableFuture<RunEnd> run =
                inBackground(() -> other.run(Command.DUMP, Optional.empty(), Optional.empty(), status -> {}));
        awaitStatus(one, id, status -> status.state().equals("RUNNING"));
        first.close();
        running.remove(first);

        other.limit(id, Limits.NONE);
        assertThat(run.get(LONG.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                        .status()
                        .verdict())
                .isEqualTo(Verdict.DUMPED);
    }

    private static void refuses(Coordinator coordinator, Verb verb, String id, String sentence) {
        assertThatThrownBy(() -> coordinator.ask(verb, id))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(sentence);
    }

    private static void awaitStatus(Coordinator coordinator, String id, Predicate<MigrationStatus> shows) {
        await().atMost(LONG)
                .ignoreExceptions()
                .until(() -> shows.test(coordinator.migration(id).migration()));
    }

    private interface Background {
        RunEnd run() throws Exception;
    }

    private static CompletableFuture<RunEnd> inBackground(Background work) {
        CompletableFuture<RunEnd> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(work.run());
            } catch (Exception failure) {
                end.completeExceptionally(failure);
            }
        });
        return end;
    }

    private static Coordinator at(Services services) {
        return new HttpCoordinators(null, Clock.systemUTC(), LONG).at(services.address());
    }

    private Services serve() {
        Services services = new ServicesApplication(
                        new Configurations(new ConfigLoader(Map.of())),
                        List.of(CoordinatorConfiguration.class, DumperConfiguration.class),
                        List.of(CoordinatorWebConfiguration.class))
                .prepare(new ConfigChoice(stage.config(), Map.of()))
                .serve(broker.bootstrapServers(), new ListenOn("127.0.0.1", 0));
        running.add(services);
        return services;
    }
}
