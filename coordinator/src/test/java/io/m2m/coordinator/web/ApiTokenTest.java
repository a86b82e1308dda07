package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ApiTokenTest {
    private final StatusView view = new StatusView();
    private final MockMvcTester api = Api.behind(
            new Filter[] {new ApiToken("open sesame", Json.mapper())},
            new EventsController(view, java.time.Duration.ofSeconds(60)));

    @BeforeEach
    void know() {
        view.accept(Statuses.running("m-1", 1), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer open sesame", "bearer open sesame", "Bearer  open sesame "})
    void letsThroughWhoKnowsTheToken(String header) {
        assertThat(get(header)).hasStatusOk();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer open", "Bearer open sesame!", "Basic open sesame", "open sesame"
            })
    void refusesEverybodyElse(@Nullable String header) {
        MvcTestResult answer = get(header);

        Api.assertProblem(answer, 401, "Authorization: Bearer");
        assertThat(answer).hasHeader("WWW-Authenticate", "Bearer");
    }

    @Test
    void theRefusalDoesNotTellTheToken() throws Exception {
        assertThat(get("Bearer x").getResponse().getContentAsString()).doesNotContain("sesame");
    }

    private MvcTestResult get(@Nullable String header) {
        MockMvcTester.MockMvcRequestBuilder request = api.get().uri("/api/v1/migrations/m-1/events");
        return header == null
                ? request.asyncExchange()
                : request.header("Authorization", header).asyncExchange();
    }
}
