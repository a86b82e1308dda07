package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import jakarta.servlet.Filter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;

/** The API without a server. */
final class Api {
    private Api() {}

    static MockMvcTester of(Object... controllers) {
        return behind(new Filter[0], controllers);
    }

    static MockMvcTester behind(Filter[] filters, Object... controllers) {
        return MockMvcTester.create(MockMvcBuilders.standaloneSetup(controllers)
                .setControllerAdvice(new ProblemDocuments())
                .addFilters(filters)
                .setMessageConverters(
                        new ByteArrayHttpMessageConverter(),
                        new StringHttpMessageConverter(),
                        ApiConfiguration.strict(Json.mapper()))
                .build());
    }

    static void assertProblem(MvcTestResult answer, int status, String detail) {
        assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        JsonNode problem = body(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).contains(detail).doesNotContain("secret", "Exception");
    }

    static JsonNode body(MvcTestResult answer) {
        return Json.mapper().readTree(answer.getResponse().getContentAsByteArray());
    }
}
