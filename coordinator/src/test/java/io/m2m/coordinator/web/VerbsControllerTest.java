package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.CancelRequested;
import io.m2m.common.message.Event.PauseRequested;
import io.m2m.common.message.Event.ResumeRequested;
import io.m2m.common.message.Event.RetryRequested;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class VerbsControllerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(42), ZoneOffset.UTC);

    private final StatusView view = new StatusView();
    private final List<Event> events = new ArrayList<>();
    private int putBack;
    private @Nullable ProblemException brokerFailure;

    @ParameterizedTest(name = "{1} of a {0} one: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            running   | pause  | 202 | PauseRequested
            running   | resume | 409 | is not paused
            running   | cancel | 202 | CancelRequested
            running   | retry  | 202 | RetryRequested
            paused    | pause  | 202 |
            paused    | resume | 202 | ResumeRequested
            paused    | cancel | 202 | CancelRequested
            paused    | retry  | 202 | RetryRequested
            VERIFIED  | pause  | 409 | is finished (VERIFIED) and cannot be paused
            VERIFIED  | resume | 409 | is finished (VERIFIED) and cannot be resumed
            VERIFIED  | cancel | 409 | is finished (VERIFIED) and cannot be cancelled
            VERIFIED  | retry  | 409 | ended as VERIFIED; there is nothing to try again
            FAILED    | pause  | 409 | is finished (FAILED) and cannot be paused
            FAILED    | resume | 409 | is finished (FAILED) and cannot be resumed
            FAILED    | cancel | 409 | is finished (FAILED) and cannot be cancelled
            FAILED    | retry  | 202 | RetryRequested
            cancelled | pause  | 409 | is finished (INCOMPLETE) and cannot be paused
            cancelled | resume | 409 | is finished (INCOMPLETE) and cannot be resumed
            cancelled | cancel | 202 |
            cancelled | retry  | 202 | RetryRequested
            """)
    void everyVerbInEveryState(String state, String verb, int status, @Nullable String outcome) {
        MigrationStatus known = known(state);
        view.accept(known, 1);

        MvcTestResult answer = post(verb);

        if (status == 409) {
            Api.assertProblem(answer, 409, "migration m-1 " + outcome);
            assertThat(events).isEmpty();
        } else {
            assertThat(answer).hasStatus(202);
            assertThat(Api.body(answer).path("state").asString()).isEqualTo(known.state());
            assertThat(events)
                    .isEqualTo(
                            outcome == null
                                    ? List.of()
                                    : List.of(
                                            switch (outcome) {
                                                case "PauseRequested" -> new PauseRequested("m-1", 7);
                                                case "ResumeRequested" -> new ResumeRequested("m-1", 7);
                                                case "CancelRequested" -> new CancelRequested("m-1", 7);
                                                default -> new RetryRequested("m-1", 7, 42);
                                            }));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "cancel", "retry"})
    void knowsNoOther(String verb) {
        Api.assertProblem(post(verb), 404, "there is no migration m-1");
    }

    @ParameterizedTest
    @CsvSource({"pause, 202", "cancel, 202", "resume, 409", "retry, 409"})
    void oneOfAnEarlierConfigurationCanOnlyBeStopped(String verb, int status) {
        view.accept("resume".equals(verb) ? Statuses.paused("m-0", 7) : Statuses.running("m-0", 7), 1);

        MvcTestResult answer = post("m-0", verb);

        assertThat(answer).hasStatus(status);
        assertThat(events).hasSize(status == 202 ? 1 : 0);
        if (status == 409) {
            Api.assertProblem(answer, 409, "is one of an earlier configuration");
        }
    }

    @Test
    void aRetryPutsBackWhatNobodyCouldRead() {
        view.accept(Statuses.running("m-1", 7), 1);

        post("retry");

        assertThat(putBack).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "cancel", "retry"})
    void saysThatTheBrokerDoesNotAnswer(String verb) {
        view.accept(Statuses.running("m-1", 7), 1);
        brokerFailure = new ProblemException(Kind.UNREACHABLE, "Kafka at localhost:9092 does not answer");

        Api.assertProblem(post(verb), 503, "Kafka at localhost:9092 does not answer");
    }

    @Test
    void answersWithWhatWasAskedForOnceItShows() {
        view.accept(Statuses.running("m-1", 7), 1);
        MockMvcTester api = api(Duration.ofSeconds(60), event -> view.accept(Statuses.paused("m-1", 7), 2));

        MvcTestResult answer = api.post().uri("/api/v1/migrations/m-1/pause").exchange();

        assertThat(Api.body(answer).path("paused").asBoolean()).isTrue();
    }

    private static MigrationStatus known(String state) {
        return switch (state) {
            case "running" -> Statuses.running("m-1", 7);
            case "paused" -> Statuses.paused("m-1", 7);
            case "cancelled" ->
                Statuses.finished("m-1", 7, Verdict.INCOMPLETE, new Problem(Kind.CANCELLED, "cancelled"));
            default -> Statuses.finished("m-1", 7, Verdict.valueOf(state), null);
        };
    }

    private MvcTestResult post(String verb) {
        return post("m-1", verb);
    }

    private MvcTestResult post(String id, String verb) {
        return api(Duration.ZERO, event -> {
                    if (brokerFailure != null) {
                        throw brokerFailure;
                    }
                    events.add(event);
                })
                .post()
                .uri("/api/v1/migrations/" + id + "/" + verb)
                .exchange();
    }

    private MockMvcTester api(Duration patience, io.m2m.common.message.Events sink) {
        return Api.of(new VerbsController("m-1", view, sink, () -> putBack++, CLOCK, patience));
    }
}
