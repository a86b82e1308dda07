package io.m2m.standalone.report;

import io.m2m.common.message.Verdict;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.report.CollectionReport;
import io.m2m.common.report.Differences;
import io.m2m.common.report.DifferentRow;
import io.m2m.common.report.IndexReport;
import io.m2m.common.report.KeptCopies;
import io.m2m.common.report.LeftOut;
import io.m2m.common.report.Report;
import io.m2m.common.report.SearchReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The closing text of a run: the verdict first, then one line per collection with what is out of the ordinary below it. */
public final class ReportText {
    private static final int FIRST_ROWS = 5;
    private static final int FIRST_SEGMENTS = 10;

    private ReportText() {}

    /** @return lines, each ending with a line break */
    public static String of(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(report));
        if (report.problem() != null) {
            lines.add("  " + report.problem());
        }
        lines.add("");
        Columns columns = Columns.of(report.collections());
        for (CollectionReport collection : report.collections()) {
            lines.add(columns.line(collection));
            details(collection, lines);
        }
        if (report.notes() != null) {
            report.notes().forEach(note -> lines.add("  note: " + note));
        }
        return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
    }

    private static String headline(Report report) {
        long rows = report.collections().stream().mapToLong(ReportText::rows).sum();
        List<String> facts = new ArrayList<>();
        facts.add(counted(report.collections().size(), "collection"));
        facts.add(counted(rows, "row"));
        if (report.level() != null && report.problem() == null && compared(report.verdict())) {
            facts.add("compared at level " + report.level());
        }
        if (report.startedAt() != null && report.finishedAt() != null) {
            facts.add("in " + duration(Duration.between(report.startedAt(), report.finishedAt())));
        }
        return report.verdict() + "  " + String.join(", ", facts);
    }

    private static boolean compared(Verdict verdict) {
        return verdict != Verdict.DUMPED && verdict != Verdict.LOADED;
    }

    private static void details(CollectionReport collection, List<String> lines) {
        if (collection.problem() != null) {
            lines.add(detail("problem", collection.problem()));
        }
        collection.renamed().forEach(name -> lines.add(detail("renamed", name.source() + " -> " + name.target())));
        IndexReport index = collection.index();
        if (index != null && index.target() != null) {
            lines.add(detail("index", index(index)));
        }
        if (collection.search() != null) {
            lines.add(detail("recall", recall(collection.search())));
        }
        if (collection.repeatedIds() > 0) {
            repeated(collection, lines);
        }
        if (collection.leftOut() != null) {
            collection.leftOut().forEach(policy -> leftOut(policy, lines));
        }
        quarantined(collection, lines);
        differences(collection.differences(), lines);
        if (collection.notes() != null) {
            collection.notes().forEach(note -> lines.add(detail("note", note)));
        }
    }

    private static void repeated(CollectionReport collection, List<String> lines) {
        String count = counted(collection.repeatedIds(), "id") + " more than once in the source";
        KeptCopies kept = collection.repeated();
        if (kept == null) {
            lines.add(detail("repeated", count));
        } else {
            lines.add(detail("repeated", count + ", all that were kept in " + kept.file() + " of staging"));
            kept.first().stream()
                    .limit(FIRST_ROWS)
                    .forEach(id -> lines.add(detail("", "id " + id.id() + ", " + id.copies() + " copies")));
        }
    }

    private static String index(IndexReport index) {
        String mapped =
                index.source().equals(index.target()) ? index.target() : index.source() + " -> " + index.target();
        return index.state() == null || index.state().equals("Finished") ? mapped : mapped + ", " + index.state();
    }

    private static String recall(SearchReport search) {
        // Rounded down: what is not whole must not look so.
        BigDecimal share = BigDecimal.valueOf(search.recall()).setScale(4, RoundingMode.DOWN);
        String parameters = search.parameters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(parameter -> ", " + parameter.getKey() + " " + parameter.getValue())
                .collect(Collectors.joining());
        return share.toPlainString() + " of the " + search.k() + " nearest rows in " + search.queries()
                + (search.queries() == 1 ? " search" : " searches") + parameters;
    }

    private static void quarantined(CollectionReport collection, List<String> lines) {
        collection.quarantined().stream()
                .limit(FIRST_SEGMENTS)
                .map(ReportText::quarantined)
                .forEach(lines::add);
        more(collection.quarantined().size() - FIRST_SEGMENTS, "segment", lines);
    }

    private static String quarantined(QuarantinedSegment segment) {
        return detail(
                "quarantined",
                "segment " + segment.segment() + " of partition " + segment.partition() + " ("
                        + counted(segment.rows(), "row") + "): " + segment.reason());
    }

    private static void leftOut(LeftOut leftOut, List<String> lines) {
        lines.add(detail(
                "left out",
                counted(leftOut.rows(), "row") + " by " + leftOut.policy() + ", all of them in " + leftOut.file()
                        + " of staging"));
        leftOut.first().stream().limit(FIRST_ROWS).forEach(row -> lines.add(detail("", row(row))));
    }

    private static void differences(Differences differences, List<String> lines) {
        if (differences.file() != null) {
            List<String> kinds = new ArrayList<>();
            kind(differences.missingRows(), "missing", kinds);
            kind(differences.extraRows(), "extra", kinds);
            kind(differences.differentRows(), "different", kinds);
            lines.add(detail(
                    "differences",
                    String.join(", ", kinds) + ", all of them in " + differences.file() + " of staging"));
        }
        rows("missing", differences.missing(), differences.missingRows(), lines);
        rows("extra", differences.extra(), differences.extraRows(), lines);
        rows("different", differences.different(), differences.differentRows(), lines);
    }

    private static void kind(@Nullable Long rows, String what, List<String> kinds) {
        if (rows != null && rows > 0) {
            kinds.add(counted(rows, "row") + " " + what);
        }
    }

    private static void rows(String what, List<DifferentRow> first, @Nullable Long all, List<String> lines) {
        first.stream().limit(FIRST_ROWS).forEach(row -> lines.add(detail(what, row(row))));
        int listed = first.size() - FIRST_ROWS;
        if (all != null && all > first.size() && listed > 0) {
            lines.add(detail(
                    "", "and " + counted(all - FIRST_ROWS, "row") + " more, " + listed + " of them in the report"));
        } else {
            more(listed, "row", lines);
        }
    }

    private static String row(DifferentRow row) {
        StringBuilder text =
                new StringBuilder("id ").append(row.id()).append(", partition ").append(row.partition());
        if (row.segment() != null) {
            text.append(", segment ").append(row.segment());
        }
        return text.toString();
    }

    private static void more(int count, String noun, List<String> lines) {
        if (count > 0) {
            lines.add(detail("", "and " + counted(count, noun) + " more in the report"));
        }
    }

    private static String detail(String what, String text) {
        return String.format("      %-12s %s", what, text);
    }

    private static long rows(CollectionReport collection) {
        return collection.targetRows() == null ? collection.liveRows() : collection.targetRows();
    }

    private static String counted(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static String duration(Duration duration) {
        if (duration.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toHours() == 0
                ? String.format(Locale.ROOT, "%d min %d s", duration.toMinutes(), duration.toSecondsPart())
                : String.format(Locale.ROOT, "%d h %d min", duration.toHours(), duration.toMinutesPart());
    }

    /** Widths that let the verdicts stand below each other. */
    private record Columns(int source, int target, int rows) {
        static Columns of(List<CollectionReport> collections) {
            int source = 0;
            int target = 0;
            int rows = 0;
            for (CollectionReport collection : collections) {
                source = Math.max(source, collection.source().length());
                target = Math.max(target, collection.target().length());
                rows = Math.max(rows, count(collection).length());
            }
            return new Columns(source, target, rows);
        }

        String line(CollectionReport collection) {
            return "  " + padded(collection.source(), source) + " -> " + padded(collection.target(), target) + "  "
                    + " ".repeat(rows - count(collection).length()) + count(collection) + "  " + collection.verdict();
        }

        /** Rows of the target; with those of the source before it when they differ. */
        private static String count(CollectionReport collection) {
            Long there = collection.targetRows();
            return there == null || there == collection.liveRows()
                    ? counted(collection.liveRows(), "row")
                    : String.format(Locale.ROOT, "%,d of %,d rows", there, collection.liveRows());
        }

        private static String padded(String text, int width) {
            return text + " ".repeat(width - text.length());
        }
    }
}
