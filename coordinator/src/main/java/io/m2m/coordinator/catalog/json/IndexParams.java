package io.m2m.coordinator.catalog.json;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code Tables.index_params}: a JSON object as text, read leniently because the server never checked it again. */
public final class IndexParams {
    private final JsonMapper mapper;

    public IndexParams(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** @return the parameters as text; none when it is no object */
    public Map<String, String> read(String text) {
        Map<String, String> params = new TreeMap<>();
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree != null && tree.isObject()) {
                tree.properties()
                        .forEach(each ->
                                params.put(each.getKey(), each.getValue().asString("")));
            }
        } catch (JacksonException unreadable) {
            return Map.of();
        }
        return params;
    }
}
