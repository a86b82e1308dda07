package io.m2m.standalone.report.json;

import io.m2m.common.json.Json;
import io.m2m.common.report.Report;

/** Turns the text of a report into its records. */
public final class ReportReader {
    private ReportReader() {}

    public static Report read(String json) {
        return Json.mapper().readValue(json, Report.class);
    }
}
