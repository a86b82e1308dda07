package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class EventsControllerTest {
    private static final String EVENTS = "/api/v1/migrations/m-1/events";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final StatusView view = new StatusView();
    private EventsController controller = new EventsController(view, LONG);

    @AfterEach
    void stop() {
        controller.stop();
    }

    @Test
    void sendsWhatIsKnownAndThenEveryChange() {
        view.accept(Statuses.running("m-1", 1), 10);
        view.accept(Statuses.collection("m-1", 1, "faces", "DUMPING"), 11);
        MvcTestResult stream = open(null);

        view.accept(Statuses.running("m-2", 1), 12);
        view.accept(Statuses.collection("m-1", 1, "faces", "LOADING"), 13);

        await().atMost(LONG).untilAsserted(() -> assertThat(text(stream)).contains("LOADING"));
        assertThat(stream.getResponse().getContentType()).startsWith("text/event-stream");
        assertThat(text(stream))
                .containsSubsequence(
                        "event:migration", "\"run\":1", "id:12", "event:collection", "DUMPING", "id:14", "LOADING")
                .doesNotContain("m-2");
    }

    @Test
    void goesOnWhereAClientWas() {
        view.accept(Statuses.running("m-1", 1), 10);
        view.accept(Statuses.collection("m-1", 1, "faces", "DUMPING"), 11);
        view.accept(Statuses.collection("m-1", 1, "faces", "LOADING"), 12);

        MvcTestResult stream = open("12");

        await().atMost(LONG).untilAsserted(() -> assertThat(text(stream)).contains("id:13", "LOADING"));
        assertThat(text(stream)).doesNotContain("event:migration", "DUMPING");
    }

    @Test
    void tellsEverythingToAClientWhosePlaceItDoesNotKnow() {
        view.accept(Statuses.running("m-1", 1), 10);

        for (String place : new String[] {"0", "999", "-1", "abc"}) {
            MvcTestResult stream = open(place);
            await().atMost(LONG).untilAsserted(() -> assertThat(text(stream)).contains("event:migration"));
        }
    }

    @Test
    void givesASignOfLifeWhenNothingHappens() {
        controller = new EventsController(view, Duration.ofMillis(20));
        view.accept(Statuses.running("m-1", 1), 10);

        MvcTestResult stream = open("11");

        await().atMost(LONG).untilAsserted(() -> assertThat(text(stream)).containsSubsequence(":\n\n", ":\n\n"));
    }

    @Test
    void endsItsStreamsWhenTheServiceStops() {
        view.accept(Statuses.running("m-1", 1), 10);
        MvcTestResult stream = open(null);
        await().atMost(LONG).untilAsserted(() -> assertThat(text(stream)).contains("event:migration"));

        controller.stop();

        assertThat(stream.getMvcResult().getAsyncResult(LONG.toMillis())).isNull();
    }

    @Test
    void knowsNoOther() {
        Api.assertProblem(Api.of(controller).get().uri(EVENTS).exchange(), 404, "there is no migration m-1");
    }

    private MvcTestResult open(String lastEvent) {
        MockMvcTester.MockMvcRequestBuilder request = Api.of(controller).get().uri(EVENTS);
        return lastEvent == null
                ? request.asyncExchange()
                : request.header("Last-Event-ID", lastEvent).asyncExchange();
    }

    private static String text(MvcTestResult stream) {
        return new String(stream.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
