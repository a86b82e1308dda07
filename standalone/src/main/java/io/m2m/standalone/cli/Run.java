package io.m2m.standalone.cli;

import io.m2m.common.message.Command;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import io.m2m.common.report.CollectionReport;
import io.m2m.common.report.Differences;
import io.m2m.common.report.Report;
import io.m2m.standalone.progress.ProgressView;
import io.m2m.standalone.report.ReportText;
import io.m2m.standalone.report.json.ReportReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** One run on the screen: progress while it lasts, then how it ended and how to go on. */
final class Run {
    /** Whoever carries a run to its end. */
    interface Carrier {
        /** @param watcher told of every status of this run */
        RunEnd carry(Consumer<StatusMessage> watcher) throws InterruptedException;
    }

    private final Screen screen;
    private final Command command;
    private final String where;

    /** @param where the options that a command to go on with needs, such as {@code --config migration.yaml} */
    Run(Screen screen, Command command, String where) {
        this.screen = screen;
        this.command = command;
        this.where = where;
    }

    /**
     * @param copy gets the report, which lies in staging besides
     * @return the exit code
     */
    int carryOut(Carrier carrier, Consumer<String> copy, boolean progress) throws InterruptedException {
        RunEnd end;
        try (ProgressView view = progress ? screen.progress() : ProgressView.none()) {
            end = carrier.carry(view::show);
        }
        Optional<Report> report = end.report().map(ReportReader::read);
        report.ifPresent(read -> print(read, end.reportLocation()));
        end.report().ifPresent(copy);
        Problem problem = end.status().problem();
        Verdict verdict = end.status().verdict();
        if (problem != null) {
            screen.err().println("m2m: " + problem.sentence());
        } else if (verdict == null) {
            screen.err().println("m2m: the run ended without a verdict, which is a defect of m2m; please report it");
        } else {
            cleaned(end.status()).ifPresent(line -> screen.out().println("Cleaned: " + line));
            next(verdict, report).ifPresent(line -> screen.out().println("Next:    " + line));
        }
        return ExitCode.of(end.status());
    }

    private void print(Report report, String location) {
        PrintWriter out = screen.out();
        out.print(ReportText.of(report));
        out.println();
        out.println("Report:  " + location);
        out.flush();
    }

    private static Optional<String> cleaned(MigrationStatus end) {
        return Optional.ofNullable(end.cleaned())
                .map(removed -> new CleanEnd(removed.objects(), removed.bytes(), "staging").text());
    }

    private Optional<String> next(Verdict verdict, Optional<Report> report) {
        String again = "m2m " + command.name().toLowerCase(Locale.ROOT) + " " + where;
        return switch (verdict) {
            case VERIFIED -> Optional.empty();
            case DUMPED -> Optional.of("m2m load " + where);
            case LOADED -> Optional.of("m2m verify " + where);
            case INCOMPLETE -> Optional.of("repair what is named above, then " + again + " continues");
            case MISMATCH -> Optional.of(look(report.map(Report::collections).orElse(List.of())));
            case FAILED -> Optional.of("put right what is named above, then " + again + " continues");
        };
    }

    private static String look(List<CollectionReport> collections) {
        List<Differences> differing = collections.stream()
                .map(CollectionReport::differences)
                .filter(differences -> differences.rows() > 0)
                .toList();
        if (differing.isEmpty()) {
            return "look at what is named above";
        }
        List<String> files = differing.stream()
                .map(Differences::file)
                .filter(Objects::nonNull)
                .toList();
        String all = switch (files.size()) {
            case 0 -> "";
            case 1 -> "; all of them are in " + files.getFirst() + " of staging";
            default -> "; all of them are in the files of staging named above, one for each collection";
        };
        return String.format(
                Locale.ROOT,
                "look at the rows named above: %,d in all, of which the report has the first %d of each kind%s",
                differing.stream().mapToLong(Differences::rows).sum(),
                Differences.FIRST,
                all);
    }
}
