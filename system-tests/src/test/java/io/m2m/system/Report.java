package io.m2m.system;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A report as its readers see it: JSON by the names of the contract. */
record Report(JsonNode root) {
    static Report read(Path file) {
        return new Report(new JsonMapper().readTree(file));
    }

    String verdict() {
        return root.path("verdict").asString();
    }

    /** By the name in 1.x. */
    JsonNode collection(String source) {
        return root.path("collections")
                .valueStream()
                .filter(collection -> collection.path("source").asString().equals(source))
                .findFirst()
                .orElseThrow(() -> new AssertionError(source + " is not in the report: " + root));
    }

    /** Collections whose verdict is another one. */
    List<String> collectionsNot(String verdict) {
        return root.path("collections")
                .valueStream()
                .filter(collection -> !collection.path("verdict").asString().equals(verdict))
                .map(collection -> collection.path("source").asString())
                .toList();
    }
}
