package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.MigrationId;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Event.LimitsChanged;
import io.m2m.common.message.Events;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Verdict;
import io.m2m.common.report.Report;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.Configs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API, held against the API as it is served: nothing is served that it does not say, or the other way. */
class ApiDescriptionIT {
    @TempDir
    private Path folder;

    @TempDir
    private Path staging;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StatusView view = new StatusView();
    private long offset;
    private String id;
    private ConfigurableApplicationContext service;
    private String base;
    private JsonNode description;

    @EnableAutoConfiguration
    private static final class Web {}

    @BeforeEach
    void serve() throws Exception {
        MigrationConfig config = Configs.local(folder, Map.of());
        id = MigrationId.of(config);
        service = new SpringApplicationBuilder(ApiConfiguration.class, Web.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .initializers((ConfigurableApplicationContext context) -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(MigrationConfig.class, () -> config);
                    beans.registerBean(StatusView.class, () -> view);
                    beans.registerBean(Events.class, () -> this::happen);
                    beans.registerBean(UnreadLetters.class, () -> () -> {});
                    beans.registerBean(ObjectStore.class, () -> new LocalObjectStore(staging));
                    beans.registerBean(JsonMapper.class, Json::mapper);
                })
                .run("--server.port=0");
        base = "http://127.0.0.1:"
                + ((WebServerApplicationContext) service).getWebServer().getPort();
        description = Json.mapper().readTree(send("GET", "/api/v1/openapi.json").body());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Whatever is asked for is done at once. */
    private void happen(io.m2m.common.message.Event event) {
        if (event instanceof LimitsChanged changed) {
            MigrationStatus now = Statuses.running(id, 1);
            tell(Statuses.limited(now, changed.limits()));
        } else {
            tell(Statuses.running(id, Long.MAX_VALUE));
        }
    }

    private void tell(MigrationStatus status) {
        view.accept(status, ++offset);
    }

    @Test
    void saysOfEveryEndpointThatItIsThereAndOfNoOther() {
        Set<String> served = new TreeSet<>();
        service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType().getPackageName().startsWith("io.m2m.")) {
                        served.addAll(endpoints(mapping));
                    }
                });

        assertThat(described()).containsExactlyElementsOf(served).hasSize(11);
    }

    private static List<String> endpoints(RequestMappingInfo mapping) {
        List<String> endpoints = new ArrayList<>();
        mapping.getPatternValues()
                .forEach(path ->
                        mapping.getMethodsCondition().getMethods().forEach(verb -> endpoints.add(verb + " " + path)));
        return endpoints;
    }

    private Set<String> described() {
        Set<String> described = new TreeSet<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(verb -> described.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return described;
    }

    @Test
    void everyEndpointAnswersAsItSays() throws Exception {
        for (String endpoint : described()) {
            String verb = endpoint.split(" ")[0];
            String path = endpoint.split(" ")[1];
            tell(fit(path));
            if (path.endsWith("/events")) {
                assertFits(firstEvent(path), schema(verb, path, 200, "text/event-stream"), endpoint);
                continue;
            }
            HttpResponse<String> answer = send(verb, path.replace("{id}", id));
            assertThat(answer.statusCode()).as(endpoint).isBetween(200, 299);
            assertFits(
                    Json.mapper().readTree(answer.body()),
                    schema(verb, path, answer.statusCode(), "application/json"),
                    endpoint);
        }
    }

    @Test
    void everyRefusalIsAProblemAsItSays() throws Exception {
        for (String endpoint : described()) {
            String verb = endpoint.split(" ")[0];
            String path = endpoint.split(" ")[1];
            if (path.contains("{id}")) {
                HttpResponse<String> answer = send(verb, path.replace("{id}", "nobody"));
                assertThat(answer.statusCode()).as(endpoint).isEqualTo(404);
                assertFits(
                        Json.mapper().readTree(answer.body()),
                        schema(verb, path, 404, "application/problem+json"),
                        endpoint);
            }
        }
    }

    @Test
    void namesEveryFieldThatAStatusMayHave() {
        JsonNode schemas = description.path("components").path("schemas");
        for (Class<?> type : List.of(
                MigrationStatus.class,
                io.m2m.common.message.StatusMessage.CollectionStatus.class,
                io.m2m.common.message.StatusMessage.PhaseProgress.class,
                io.m2m.common.message.Limits.class,
                Report.class)) {
            assertThat(List.copyOf(schemas.path(type.getSimpleName())
                            .path("properties")
                            .propertyNames()))
                    .as(type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(type.getRecordComponents())
                            .map(java.lang.reflect.RecordComponent::getName)
                            .toList());
        }
    }

    /** A state in which a path's verb applies. */
    private MigrationStatus fit(String path) throws IOException {
        if (path.endsWith("/report")) {
            new JsonDocuments(new LocalObjectStore(staging), Json.mapper()).write(StagingLayout.REPORT, report());
            return Statuses.finished(id, 1, Verdict.VERIFIED, null);
        }
        if (path.endsWith("/migrations")) {
            return Statuses.finished(id, 1, Verdict.VERIFIED, null);
        }
        return path.endsWith("/resume") ? Statuses.paused(id, 1) : Statuses.running(id, 1);
    }

    private Report report() {
        return new Report(
                Report.SCHEMA,
                id,
                Verdict.VERIFIED,
                "full",
                Statuses.STARTED,
                Statuses.STARTED,
                List.of(),
                List.of(),
                null,
                null);
    }

    private JsonNode schema(String verb, String path, int status, String type) {
        JsonNode answer = resolved(description
                .path("paths")
                .path(path)
                .path(verb.toLowerCase(java.util.Locale.ROOT))
                .path("responses")
                .path(Integer.toString(status)));
        JsonNode schema = answer.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as(verb + " " + path + " says nothing of " + status + " as " + type + ", but " + answer)
                .isFalse();
        return schema;
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : resolved(description.at(reference.substring(1)));
    }

    private void assertFits(JsonNode value, JsonNode unresolved, String where) {
        JsonNode schema = resolved(unresolved);
        if (schema.has("oneOf")) {
            assertFits(value, schema.path("oneOf").path(0), where);
            return;
        }
        assertThat(schema.path("type").asString()).as(where).isEqualTo(kind(value));
        if (value.isArray()) {
            value.forEach(each -> assertFits(each, schema.path("items"), where + "[]"));
        } else if (value.isObject()) {
            assertThat(schema.path("properties").propertyNames()).as(where).containsAll(value.propertyNames());
            schema.path("required")
                    .forEach(name -> assertThat(value.has(name.asString()))
                            .as(where + "." + name.asString())
                            .isTrue());
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                assertFits(
                        field.getValue(), schema.path("properties").path(field.getKey()), where + "." + field.getKey());
            }
        } else if (schema.has("enum")) {
            assertThat(schema.path("enum").toString()).as(where).contains("\"" + value.asString() + "\"");
        }
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> "string";
        };
    }

    private JsonNode firstEvent(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path.replace("{id}", id)))
                .build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            return Json.mapper()
                    .readTree(lines.lines()
                            .filter(line -> line.startsWith("data:"))
                            .findFirst()
                            .orElseThrow()
                            .substring("data:".length()));
        }
    }

    private HttpResponse<String> send(String verb, String path) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", "application/json");
        return http.send(
                request.method(verb, verb.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }
}
