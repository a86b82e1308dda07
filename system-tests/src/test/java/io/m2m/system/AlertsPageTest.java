package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who is woken by an alert finds what to do, and finds nothing about alerts that are gone. */
class AlertsPageTest {
    @Test
    void everyAlertHasItsPartOfTheRunbookAndEveryPartItsAlert() throws IOException {
        List<String> parts = Pattern.compile("(?m)^### (M2m\\w+)$")
                .matcher(Monitoring.operationsPage())
                .results()
                .map(part -> part.group(1))
                .toList();

        assertThat(parts)
                .containsExactlyInAnyOrderElementsOf(
                        Monitoring.alerts().stream().map(Monitoring.Alert::name).toList());
    }

    @Test
    void everyAlertPointsToItsPart() throws IOException {
        assertThat(Monitoring.alerts())
                .allSatisfy(alert -> assertThat(alert.runbook())
                        .isEqualTo("docs/operations.md#" + alert.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void everyMetricOfBoardAndAlertsIsInTheTable() throws IOException {
        Pattern metric = Pattern.compile("\\bm2m_[a-z_]+");
        List<String> table = Pattern.compile("(?m)^\\| `(m2m_[a-z_]+)")
                .matcher(Monitoring.operationsPage())
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(Monitoring.everyExpression())
                .flatExtracting(expression -> metric.matcher(expression)
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.replaceFirst("_bucket$", ""))
                        .toList())
                .isNotEmpty()
                .isSubsetOf(table);
    }
}
