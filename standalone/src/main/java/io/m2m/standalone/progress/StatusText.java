package io.m2m.standalone.progress;

import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.coordinator.plan.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a migration stands, for a person who asks once. */
public final class StatusText {
    private StatusText() {}

    /** @return lines, each ending with a line break */
    public static String of(MigrationStatus migration, List<CollectionStatus> collections, Instant now) {
        StringBuilder text = new StringBuilder(head(migration, now));
        if (!migration.phases().isEmpty()) {
            text.append('\n').append(phases(migration));
        }
        if (!collections.isEmpty()) {
            text.append('\n').append(collections(collections));
        }
        return text.toString();
    }

    /** @return the limits that are set, or {@code none} */
    public static String of(Limits limits) {
        List<String> set = new ArrayList<>();
        if (limits.importsInFlight() != null) {
            set.add(limits.importsInFlight() + " imports in flight");
        }
        add(set, "staging up to %s", limits.stagingBytes());
        add(set, "dump at %s/s", limits.dumpBytesPerSecond());
        add(set, "load at %s/s", limits.loadBytesPerSecond());
        return set.isEmpty() ? "none" : String.join(", ", set);
    }

    private static void add(List<String> set, String form, @Nullable Long bytes) {
        if (bytes != null) {
            set.add(form.formatted(Amounts.bytes(bytes)));
        }
    }

    private static String head(MigrationStatus migration, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("Migration  " + migration.migration());
        lines.add("Run        "
                + migration.command().name().toLowerCase(Locale.ROOT) + ", level "
                + migration.level().text() + ", begun "
                + migration.startedAt().truncatedTo(ChronoUnit.SECONDS));
        lines.add("State      " + state(migration, now));
        if (migration.etaSeconds() != null) {
            lines.add("Remaining  about " + Pace.left(migration.etaSeconds()));
        }
        if (migration.limits() != null && !migration.limits().equals(Limits.NONE)) {
            lines.add("Limits     " + of(migration.limits()));
        }
        if (migration.quarantined() > 0) {
            lines.add("Set aside  " + migration.quarantined()
                    + (migration.quarantined() == 1 ? " segment" : " segments") + " that could not be read");
        }
        if (migration.problem() != null) {
            lines.add("Problem    " + migration.problem().sentence());
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String state(MigrationStatus migration, Instant now) {
        Instant end = migration.finishedAt() == null ? now : migration.finishedAt();
        String since = Pace.left(Duration.between(migration.startedAt(), end).toSeconds());
        String state = migration.verdict() == null
                ? migration.state().toLowerCase(Locale.ROOT)
                : migration.verdict().name();
        return state
                + (Boolean.TRUE.equals(migration.paused()) ? ", paused" : "")
                + (migration.finishedAt() == null ? " for " : " after ")
                + since;
    }

    private static TextTable phases(MigrationStatus migration) {
        TextTable table = new TextTable(
                List.of("PHASE", "DONE", "TASKS", "ROWS", "BYTES", "ROWS/S", "BYTES/S"),
                Set.of("DONE", "TASKS", "ROWS", "BYTES", "ROWS/S", "BYTES/S"));
        for (PhaseProgress phase : migration.phases()) {
            table.add(List.of(
                    phase.name(),
                    Phases.percent(phase) + "%",
                    phase.doneTasks() + "/" + phase.totalTasks(),
                    String.format(Locale.ROOT, "%,d/%,d", phase.rows(), phase.totalRows()),
                    Amounts.bytes(phase.bytes()),
                    rate(phase.rowsPerSecond(), rows -> String.format(Locale.ROOT, "%,.0f", rows)),
                    rate(phase.bytesPerSecond(), bytes -> Amounts.bytes(Math.round(bytes)))));
        }
        return table;
    }

    private static TextTable collections(List<CollectionStatus> collections) {
        List<String> head = new ArrayList<>(List.of("COLLECTION", "TARGET", "STATE"));
        List<String> phases = collections.getFirst().phases().stream()
                .map(PhaseProgress::name)
                .toList();
        phases.forEach(phase -> head.add(phase.toUpperCase(Locale.ROOT)));
        head.add("SET ASIDE");
        TextTable table = new TextTable(head, Set.copyOf(head.subList(3, head.size())));
        for (CollectionStatus collection : collections) {
            List<String> row = new ArrayList<>(List.of(
                    collection.source(),
                    collection.target(),
                    collection.verdict() == null
                            ? collection.state().toLowerCase(Locale.ROOT)
                            : collection.verdict().name()));
            collection.phases().forEach(phase -> row.add(Phases.percent(phase) + "%"));
            row.add(Integer.toString(collection.quarantined()));
            table.add(row);
        }
        return table;
    }

    private static String rate(@Nullable Double perSecond, Function<Double, String> form) {
        return perSecond == null ? "-" : form.apply(perSecond);
    }
}
