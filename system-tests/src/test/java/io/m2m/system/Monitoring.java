package io.m2m.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The board, the alert rules and the page that explains them, as they lie in the repository. */
final class Monitoring {
    static final Path DEPLOY = Places.program().resolveSibling("deploy");
    static final Path RULES = DEPLOY.resolve("prometheus/rules/m2m.yml");
    static final Path BOARD = DEPLOY.resolve("grafana/dashboards/m2m.json");

    /** Draws the board from its queries. */
    static final Path RENDERER = DEPLOY.resolve("grafana/render.py");

    private Monitoring() {}

    /**
     * One query of a panel.
     *
     * @param expression with Grafana's variables
     */
    record Query(String panel, String expression) {
        /** As Grafana sends it for a board of one migration, scraped every five seconds or more often. */
        String of(String migration) {
            return expression.replace("$migration", migration).replace("$__rate_interval", "1m");
        }
    }

    /** @param runbook where the page explains it */
    record Alert(String name, String expression, String runbook) {}

    static List<Query> queries() {
        return new JsonMapper()
                .readTree(BOARD)
                .path("panels")
                .valueStream()
                .flatMap(Monitoring::queries)
                .toList();
    }

    private static Stream<Query> queries(JsonNode panel) {
        return panel.path("targets")
                .valueStream()
                .map(target -> new Query(
                        panel.path("title").asString(), target.path("expr").asString()));
    }

    static List<Alert> alerts() throws IOException {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(RULES));
        return file.get("groups").stream()
                .flatMap(group -> ((List<?>) group.get("rules")).stream())
                .map(Map.class::cast)
                .map(Monitoring::alert)
                .toList();
    }

    private static Alert alert(Map<?, ?> rule) {
        return new Alert(
                rule.get("alert").toString(),
                rule.get("expr").toString(),
                ((Map<?, ?>) rule.get("annotations")).get("runbook").toString());
    }

    static List<String> everyExpression() throws IOException {
        return Stream.concat(
                        queries().stream().map(Query::expression),
                        alerts().stream().map(Alert::expression))
                .toList();
    }

    static String operationsPage() throws IOException {
        return Files.readString(Places.program().resolveSibling("docs").resolve("operations.md"));
    }
}
