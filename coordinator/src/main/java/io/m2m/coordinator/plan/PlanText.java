package io.m2m.coordinator.plan;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.schema.IndexMapping;
import io.m2m.common.schema.ServerVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan for people. */
public final class PlanText {
    private static final double MEGABYTE = 1e6;
    /** What a server imports in a second, measured on 2.3.5 with two cores. */
    private static final double IMPORT_BYTES = 12e6;
    /** What an import costs however small it is. */
    private static final double IMPORT_SECONDS = 2;

    private static final double DUMP_BYTES = 200e6;
    private static final List<String> HEAD =
            List.of("collection", "target", "partitions", "vectors", "metric", "index", "rows", "MB", "imports");

    private final MigrationConfig config;

    public PlanText(MigrationConfig config) {
        this.config = config;
    }

    /** @param version of the target, or the one that is assumed when it was not asked */
    public String of(PlannedMigration planned, ServerVersion version) {
        List<List<String>> table = new ArrayList<>(List.of(HEAD));
        planned.plan().collections().forEach(collection -> table.add(row(collection, version)));
        StringBuilder text = new StringBuilder(table(table));
        planned.plan().collections().forEach(collection -> notes(text, collection));
        planned.appendix().refused().forEach(collection -> notes(text, collection));
        planned.appendix()
                .shortfalls()
                .values()
                .forEach(sentence -> text.append("  ").append(sentence).append('\n'));
        planned.appendix()
                .notes()
                .forEach(note -> text.append("  note: ").append(note).append('\n'));
        return text.append('\n').append(totals(planned)).toString();
    }

    private List<String> row(CollectionPlan plan, ServerVersion version) {
        var index = IndexMapping.of(
                plan.vectorType(),
                plan.dim(),
                plan.metric(),
                plan.index(),
                config.target().milvus2x().index(),
                version);
        return List.of(
                plan.source(),
                plan.target(),
                String.valueOf(plan.partitions().size()),
                plan.vectorType().name().toLowerCase(Locale.ROOT) + " " + plan.dim(),
                changed(plan.metric().name(), index.metric()),
                changed(plan.index().type(), index.type()),
                String.format(Locale.ROOT, "%,d", plan.rows()),
                String.format(Locale.ROOT, "%,.1f", plan.bytes() / MEGABYTE),
                String.valueOf(plan.tasks()));
    }

    private static String changed(String before, String after) {
        return before.equals(after) ? before : before + " -> " + after;
    }

    private static void notes(StringBuilder text, CollectionPlan plan) {
        plan.notes().stream()
                .distinct()
                .forEach(note -> text.append("  ")
                        .append(plan.source())
                        .append(": ")
                        .append(note)
                        .append('\n'));
        plan.quarantined()
                .forEach(segment -> text.append("  ")
                        .append(plan.source())
                        .append(": segment ")
                        .append(segment.segment())
                        .append(" (")
                        .append(segment.rows())
                        .append(" rows) is set aside: ")
                        .append(segment.reason())
                        .append('\n'));
    }

    private static String totals(PlannedMigration planned) {
        long rows = 0;
        long bytes = 0;
        long imports = 0;
        long setAside = 0;
        for (CollectionPlan plan : planned.plan().collections()) {
            rows += plan.rows();
            bytes += plan.bytes();
            imports += plan.tasks();
            setAside += plan.quarantined().size();
        }
        for (CollectionPlan plan : planned.appendix().refused()) {
            setAside += plan.quarantined().size();
        }
        Duration estimate = Duration.ofSeconds(Math.round(
                bytes / DUMP_BYTES + bytes / IMPORT_BYTES + imports * IMPORT_SECONDS + bytes / IMPORT_BYTES));
        return String.format(
                Locale.ROOT,
                "%d collections, %,d rows with deleted ones, %,.1f MB, %d imports, %d segments set aside; about %s%n",
                planned.plan().collections().size(),
                rows,
                bytes / MEGABYTE,
                imports,
                setAside,
                spoken(estimate));
    }

    private static String spoken(Duration duration) {
        if (duration.toMinutes() < 2) {
            return Math.max(1, duration.toSeconds()) + " s";
        }
        return duration.toHours() < 2 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    private static String table(List<List<String>> rows) {
        int[] width = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < width.length; column++) {
                width[column] = Math.max(width[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < width.length; column++) {
                boolean number =
                        column >= HEAD.indexOf("rows") || HEAD.get(column).equals("partitions");
                line.append(String.format("%" + (number ? "" : "-") + width[column] + "s  ", row.get(column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
