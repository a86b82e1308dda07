package io.m2m.coordinator.plan;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Printable;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.schema.TargetIndex;
import io.m2m.coordinator.plan.PlanReport.PlannedCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A plan for people. */
public final class PlanText {
    private static final double MEGABYTE = 1e6;
    private static final List<String> HEAD =
            List.of("collection", "target", "parts", "vectors", "metric", "index", "rows", "MB", "files", "time");
    private static final Set<String> NUMBERS = Set.of("parts", "rows", "MB", "files", "time");

    private PlanText() {}

    public static String of(PlanReport report) {
        TextTable table = new TextTable(HEAD, NUMBERS);
        StringBuilder notes = new StringBuilder();
        for (PlannedCollection collection : report.collections()) {
            CollectionPlan plan = collection.plan();
            table.add(row(collection));
            List<String> said = new ArrayList<>(plan.notes());
            said.addAll(collection.index().notes());
            section(notes, plan.source(), said);
        }
        for (RefusedCollection refused : report.refused()) {
            section(notes, refused.plan().source(), refused.plan().notes());
        }
        section(notes, "Store", report.notes());
        section(notes, "Set aside", setAside(report));
        String head = report.collections().isEmpty() ? "There is nothing to migrate.\n" : table.toString();
        return head + "\n" + notes + totals(report.collections());
    }

    private static List<String> row(PlannedCollection collection) {
        CollectionPlan plan = collection.plan();
        TargetIndex index = collection.index();
        return List.of(
                Printable.line(plan.source()),
                plan.target(),
                String.valueOf(plan.partitions().size()),
                plan.vectorType().name().toLowerCase(Locale.ROOT) + " " + plan.dim(),
                changed(plan.metric().name(), index.metric()),
                changed(plan.index().type(), index.type()),
                number(plan.rows()),
                megabytes(plan.bytes()),
                number(collection.files()),
                spoken(Duration.ofSeconds(collection.estimatedSeconds())));
    }

    private static String changed(String before, String after) {
        return before.equals(after) ? before : before + " -> " + after;
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(Printable.line(title)).append('\n');
            lines.stream()
                    .distinct()
                    .forEach(line ->
                            text.append("  ").append(Printable.line(line)).append('\n'));
            text.append('\n');
        }
    }

    /** Segments one by one; a collection that takes no part as a whole, because its segments all have its reason. */
    private static List<String> setAside(PlanReport report) {
        List<String> lines = new ArrayList<>();
        for (PlannedCollection collection : report.collections()) {
            CollectionPlan plan = collection.plan();
            if (collection.shortfall() != null) {
                lines.add(collection.shortfall());
            }
            for (QuarantinedSegment segment : plan.quarantined()) {
                lines.add(plan.source() + "/" + segment.partition() + ", segment " + segment.segment() + ", "
                        + counted(segment.rows(), "row") + ": " + segment.reason());
            }
        }
        for (RefusedCollection refused : report.refused()) {
            List<QuarantinedSegment> segments = refused.plan().quarantined();
            long rows = segments.stream().mapToLong(QuarantinedSegment::rows).sum();
            lines.add(refused.plan().source() + ", all of its " + counted(segments.size(), "segment") + ", "
                    + counted(rows, "row") + ": " + refused.reason());
        }
        return lines;
    }

    private static String totals(List<PlannedCollection> collections) {
        long rows = 0;
        long bytes = 0;
        long imports = 0;
        long seconds = 0;
        for (PlannedCollection collection : collections) {
            rows += collection.plan().rows();
            bytes += collection.plan().bytes();
            imports += collection.plan().tasks();
            seconds += collection.estimatedSeconds();
        }
        return "Total:   " + counted(collections.size(), "collection") + ", " + counted(rows, "row")
                + " with deleted ones, " + megabytes(bytes) + " MB, " + counted(imports, "import") + "; about "
                + spoken(Duration.ofSeconds(seconds)) + "\n";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String counted(long number, String what) {
        return number(number) + " " + what + (number == 1 ? "" : "s");
    }

    /** In powers of 1000, without the unit. */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / MEGABYTE);
    }

    private static String spoken(Duration duration) {
        if (duration.toMinutes() < 2) {
            return Math.max(1, duration.toSeconds()) + " s";
        }
        return duration.toHours() < 2 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
