package io.m2m.standalone.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m2m.common.json.Json;
import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.Coordinator;
import io.m2m.standalone.cli.Coordinator.Verb;
import io.m2m.standalone.cli.RunEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a server that answers as it is told to, breaks off and comes back. */
class HttpCoordinatorIT {
    private static final long RUN = 7;

    private record Answer(int status, String type, String body) {}

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        requests.add(exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath() + (last == null ? "" : " after " + last));
        Answer answer = answers.remove();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void followsARunAcrossLostConnectionsAndFetchesItsReport() throws Exception {
        answers.add(json(202, "{\"migration\":\"m1\",\"run\":7}"));
        answers.add(events(event("3", running(RUN)), ":\n\n"));
        answers.add(new Answer(503, "text/plain", "restarting"));
        answers.add(events(event("4", running(RUN)), event("5", finished(RUN))));
        answers.add(json(200, "{\"schema\":\"m2m-report/1\"}"));
        List<StatusMessage> seen = new ArrayList<>();

        RunEnd end = coordinator().run(Command.MIGRATE, Optional.of(Level.IDS), Optional.of("m1"), seen::add);

        assertThat(end.status().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(end.report()).contains("{\"schema\":\"m2m-report/1\"}");
        assertThat(seen).containsExactly(running(RUN), running(RUN), finished(RUN));
        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/migrations",
                        "GET /api/v1/migrations/m1/events",
                        "GET /api/v1/migrations/m1/events after 3",
                        "GET /api/v1/migrations/m1/events after 3",
                        "GET /api/v1/migrations/m1/report");
    }

    @Test
    void fetchesTheReportOfARunThatAProblemEnded() throws Exception {
        assertThat(ended(failed(true), json(200, "{\"schema\":\"m2m-report/1\"}")))
                .contains("{\"schema\":\"m2m-report/1\"}");
    }

    @Test
    void whatEndedTheRunOutweighsThatItsReportCannotBeHad() throws Exception {
        assertThat(ended(failed(true), problem(404, "no report"))).isEmpty();
    }

    @Test
    void asksForNoReportWhereTheRunLeftNone() throws Exception {
        ended(failed(false));
        ended(failed(null));

        assertThat(requests).noneMatch(request -> request.endsWith("/report"));
    }

    private Optional<String> ended(MigrationStatus end, Answer... more) throws Exception {
        answers.add(json(202, "{\"migration\":\"m1\",\"run\":7}"));
        answers.add(events(event("3", end)));
        answers.addAll(List.of(more));
        RunEnd run = coordinator().run(Command.MIGRATE, Optional.empty(), Optional.empty(), status -> {});
        assertThat(run.status().problem()).isEqualTo(end.problem());
        return run.report();
    }

    @Test
    void followsTheSameRunThatIsUnderWay() throws Exception {
        answers.add(problem(409, "migration m1 is running"));
        answers.add(json(200, Json.text(List.of(running(RUN)))));
        answers.add(events(event("5", finished(RUN))));
        answers.add(json(200, "{}"));

        assertThat(coordinator()
                        .run(Command.MIGRATE, Optional.empty(), Optional.empty(), status -> {})
                        .status()
                        .run())
                .isEqualTo(RUN);
    }

    @Test
    void doesNotTakeAnotherRunForItsOwn() {
        answers.add(problem(409, "migration m1 is running"));
        answers.add(json(200, Json.text(List.of(running(RUN)))));

        assertThatThrownBy(() -> coordinator().run(Command.VERIFY, Optional.empty(), Optional.empty(), status -> {}))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("migrate at level full of migration m1");
    }

    @Test
    void aNewerRunEndsTheFollowing() {
        answers.add(json(202, "{\"migration\":\"m1\",\"run\":7}"));
        answers.add(events(event("3", running(RUN + 1))));

        assertThatThrownBy(() -> coordinator().run(Command.MIGRATE, Optional.empty(), Optional.empty(), status -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        replaced -> assertThat(replaced.problem().kind()).isEqualTo(Kind.CANCELLED))
                .hasMessageContaining("another run");
    }

    @Test
    void givesUpACoordinatorThatDoesNotComeBack() {
        answers.add(json(202, "{\"migration\":\"m1\",\"run\":7}"));
        answers.add(events(event("3", running(RUN))));
        for (int times = 0; times < 50; times++) {
            answers.add(new Answer(502, "text/html", "<html>bad gateway</html>"));
        }

        assertThatThrownBy(() -> coordinator().run(Command.MIGRATE, Optional.empty(), Optional.empty(), status -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        lost -> assertThat(lost.problem().kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessageContainingAll(address(), "HTTP 502");
    }

    @ParameterizedTest
    @CsvSource({
        "400, CONFIGURATION",
        "401, REFUSED",
        "404, CONFIGURATION",
        "409, CONFIGURATION",
        "500, DEFECT",
        "503, UNREACHABLE"
    })
    void passesOnTheSentenceOfARefusal(int status, Kind kind) {
        answers.add(problem(status, "it does not want to"));

        assertThatThrownBy(() -> coordinator().ask(Verb.PAUSE, "m1"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(kind))
                .hasMessageContaining("it does not want to");
    }

    @ParameterizedTest
    @CsvSource({"200,<html>hello</html>", "404,<html>not found</html>", "200,''"})
    void knowsAStrangerFromACoordinator(int status, String page) {
        answers.add(new Answer(status, "text/html", page));

        assertThatThrownBy(() -> coordinator().migrations())
                .isInstanceOf(ProblemException.class)
                .hasMessageContainingAll(address(), "no coordinator of m2m");
    }

    @Test
    void namesACoordinatorThatDoesNotAnswer() {
        String address = address();
        server.stop(0);

        assertThatThrownBy(() -> coordinator(address).migrations())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        away -> assertThat(away.problem().kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessageContaining(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://host", "http://", "no such thing"})
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> coordinator(address))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.CONFIGURATION));
    }

    private Coordinator coordinator() {
        return coordinator(address());
    }

    private static Coordinator coordinator(String address) {
        return new HttpCoordinators("token", Clock.systemUTC(), Duration.ofSeconds(2)).at(address);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Answer json(int status, String body) {
        return new Answer(status, "application/json", body);
    }

    private static Answer problem(int status, String detail) {
        return new Answer(
                status, "application/problem+json", "{\"status\":" + status + ",\"detail\":\"" + detail + "\"}");
    }

    private static Answer events(String... events) {
        return new Answer(200, "text/event-stream", String.join("", events));
    }

    private static String event(String id, MigrationStatus status) {
        return "id:" + id + "\nevent:migration\ndata:" + Json.text(status) + "\n\n";
    }

    private static MigrationStatus running(long run) {
        return status(run, "RUNNING", null, null, null, null);
    }

    private static MigrationStatus finished(long run) {
        return status(run, "FINISHED", Verdict.VERIFIED, Instant.EPOCH, null, null);
    }

    private static MigrationStatus failed(@Nullable Boolean reported) {
        Problem away = new Problem(Kind.UNREACHABLE, "the target does not answer");
        return status(RUN, "FINISHED", Verdict.FAILED, Instant.EPOCH, away, reported);
    }

    private static MigrationStatus status(
            long run,
            String state,
            @Nullable Verdict verdict,
            @Nullable Instant finishedAt,
            @Nullable Problem problem,
            @Nullable Boolean reported) {
        return new MigrationStatus(
                "m1",
                run,
                Command.MIGRATE,
                Level.FULL,
                state,
                false,
                List.of(),
                0,
                verdict,
                problem,
                reported,
                null,
                Limits.NONE,
                null,
                Instant.EPOCH,
                finishedAt);
    }
}
