package io.m2m.standalone.report.json;

import io.m2m.standalone.report.RunReport;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns the text of a report into what the closing text needs; keys it does not know are passed over. */
public final class ReportReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ReportReader() {}

    public static RunReport read(String json) {
        return MAPPER.readValue(json, RunReport.class);
    }
}
