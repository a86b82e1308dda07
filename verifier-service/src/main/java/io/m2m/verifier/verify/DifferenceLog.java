package io.m2m.verifier.verify;

import io.m2m.common.report.Differences;
import io.m2m.common.report.DifferentRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes every row that differs: all of them go to a file of staging, the first of each kind to the report. */
final class DifferenceLog {
    enum Kind {
        MISSING,
        EXTRA,
        DIFFERENT
    }

    /** A line of {@code differences.jsonl}. */
    record Line(
            String kind,
            String id,
            String partition,
            @Nullable String segment) {}

    private final ListFile list;
    private final Map<Kind, List<DifferentRow>> first = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> rows = new EnumMap<>(Kind.class);

    DifferenceLog(ListFile list) {
        this.list = list;
    }

    /**
     * @param partition source tag; for an extra row the target's partition
     * @param segment where the source has it; absent for an extra row
     */
    void add(Kind kind, long id, String partition, @Nullable String segment) {
        rows.merge(kind, 1L, Long::sum);
        List<DifferentRow> shown = first.computeIfAbsent(kind, each -> new ArrayList<>());
        if (shown.size() < Differences.FIRST) {
            shown.add(new DifferentRow(String.valueOf(id), partition, segment));
        }
        list.add(new Line(kind.name().toLowerCase(Locale.ROOT), String.valueOf(id), partition, segment));
    }

    private long rows(Kind kind) {
        return rows.getOrDefault(kind, 0L);
    }

    /** By how many rows the target holds more than was dumped, as far as it was found out. */
    long surplus() {
        return rows(Kind.EXTRA) - rows(Kind.MISSING);
    }

    /** All differences. */
    long rows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first of each kind, how many there are, and where all of them are. */
    Differences summary() {
        if (rows() == 0) {
            return Differences.none();
        }
        return new Differences(
                first(Kind.MISSING),
                first(Kind.EXTRA),
                first(Kind.DIFFERENT),
                rows(Kind.MISSING),
                rows(Kind.EXTRA),
                rows(Kind.DIFFERENT),
                list.key());
    }

    private List<DifferentRow> first(Kind kind) {
        return first.getOrDefault(kind, List.of());
    }
}
