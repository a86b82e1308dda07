package io.m2m.coordinator.web;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a request asks for; a misspelt field is refused, since leaving it out means something. */
final class RequestBodies {
    private final JsonMapper mapper;

    RequestBodies(JsonMapper mapper) {
        this.mapper = mapper;
    }

    <T extends Record> T read(JsonNode body, Class<T> type) {
        List<String> fields = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        if (!body.isObject()) {
            throw Problems.badRequest("the request must be a JSON object with " + String.join(", ", fields));
        }
        for (String name : body.propertyNames()) {
            if (!fields.contains(name)) {
                throw Problems.badRequest(
                        "there is no \"" + name + "\" in this request; it may have " + String.join(", ", fields));
            }
        }
        try {
            return mapper.treeToValue(body, type);
        } catch (JacksonException unfit) {
            throw Problems.badRequest(sentence(unfit));
        }
    }

    private static String sentence(JacksonException unfit) {
        for (Throwable cause = unfit; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException known) {
                return known.getMessage();
            }
        }
        return unfit.getOriginalMessage();
    }
}
