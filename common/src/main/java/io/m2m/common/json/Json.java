package io.m2m.common.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one way m2m writes and reads JSON, on Kafka and in staging. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            // A newer version may say more than this one understands.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A count that is not there is a damaged document, not a zero.
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            // Records as they are declared, maps by key: the same document always has the same bytes.
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Json() {}

    /** Unknown fields are passed over, absent values left out, instants are ISO-8601 text, the order is stable. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** A document as {@link #mapper()} writes it, in one line. */
    public static String text(Object document) {
        return MAPPER.writeValueAsString(document);
    }
}
