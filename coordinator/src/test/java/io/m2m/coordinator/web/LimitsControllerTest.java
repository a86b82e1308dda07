package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.LimitsChanged;
import io.m2m.common.message.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class LimitsControllerTest {
    private static final String LIMITS = "/api/v1/migrations/m-1/limits";

    private final StatusView view = new StatusView();
    private final List<Event> events = new ArrayList<>();
    private final MockMvcTester api = Api.of(new LimitsController(view, events::add, Duration.ZERO));

    @Test
    void tellsTheLimitsThereAre() {
        view.accept(Statuses.running("m-1", 1), 1);

        assertThat(api.get().uri(LIMITS)).hasStatusOk().bodyText().isEqualTo("{}");
    }

    @Test
    void changesThemAtAnyTime() {
        view.accept(Statuses.running("m-1", 1), 1);

        MvcTestResult answer = put("{\"importsInFlight\":2,\"stagingBytes\":50000000000,\"dumpBytesPerSecond\":null}");

        assertThat(answer).hasStatusOk().bodyText().isEqualTo("{\"importsInFlight\":2,\"stagingBytes\":50000000000}");
        assertThat(events).containsExactly(new LimitsChanged("m-1", new Limits(2, 50_000_000_000L, null, null)));
    }

    @Test
    void whatIsLeftOutHasNoBound() {
        view.accept(Statuses.running("m-1", 1), 1);

        assertThat(put("{}")).hasStatusOk();

        assertThat(events).containsExactly(new LimitsChanged("m-1", Limits.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"importInFlight":2}     | there is no "importInFlight" in this request; it may have dumpBytesPerSecond
            {"importsInFlight":0}    | importsInFlight must be 1 or more, not 0
            {"stagingBytes":-5}      | stagingBytes must be 1 or more, not -5
            {"stagingBytes":"much"}  | much
            {"importsInFlight":1e99} |
            [1]                      | cannot be read
            nonsense                 | cannot be read
            """)
    void refusesWhatItCannotDo(String body, String sentence) {
        view.accept(Statuses.running("m-1", 1), 1);

        Api.assertProblem(put(body), 400, sentence == null ? "" : sentence);
        assertThat(events).isEmpty();
    }

    @Test
    void knowsNoOther() {
        Api.assertProblem(api.get().uri(LIMITS).exchange(), 404, "there is no migration m-1");
        Api.assertProblem(put("{}"), 404, "there is no migration m-1");
    }

    private MvcTestResult put(String body) {
        return api.put()
                .uri(LIMITS)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
