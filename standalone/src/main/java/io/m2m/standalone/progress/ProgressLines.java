package io.m2m.standalone.progress;

import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One plain line every few seconds and one whenever the run enters a new state, for logs and pipes. */
public final class ProgressLines implements ProgressView {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final PrintWriter err;
    private final Clock clock;
    private final Map<String, Pace> paces = new HashMap<>();
    private Instant nextLine = Instant.MIN;
    private String lastState = "";
    private String lastLine = "";

    public ProgressLines(PrintWriter err, Clock clock) {
        this.err = err;
        this.clock = clock;
    }

    @Override
    public void show(StatusMessage status) {
        switch (status) {
            case MigrationStatus migration -> show(migration);
            case CollectionStatus collection -> {}
        }
    }

    private void show(MigrationStatus migration) {
        Instant now = clock.instant();
        String line = line(migration, now);
        boolean due = !state(migration).equals(lastState) || !now.isBefore(nextLine);
        if (!due || line.equals(lastLine)) {
            return;
        }
        err.println(line);
        err.flush();
        lastState = state(migration);
        lastLine = line;
        nextLine = now.plus(PAUSE);
    }

    private String line(MigrationStatus migration, Instant now) {
        List<String> parts = new ArrayList<>();
        for (PhaseProgress phase : migration.phases()) {
            if (phase.totalTasks() > 0 && (phase.doneTasks() > 0 || phase.rows() > 0)) {
                parts.add(part(phase, now));
            }
        }
        if (migration.quarantined() > 0) {
            parts.add(migration.quarantined() + " quarantined");
        }
        String state = state(migration);
        return parts.isEmpty() ? state : state + ": " + String.join("; ", parts);
    }

    private static String state(MigrationStatus migration) {
        String state = migration.state().toLowerCase(Locale.ROOT);
        return Boolean.TRUE.equals(migration.paused()) ? state + ", paused" : state;
    }

    private String part(PhaseProgress phase, Instant now) {
        String done = String.format(
                Locale.ROOT,
                "%s %d%% (%,d of %,d rows)",
                phase.name(),
                Phases.percent(phase),
                phase.rows(),
                phase.totalRows());
        if (Phases.complete(phase)) {
            return done;
        }
        String pace = paces.computeIfAbsent(phase.name(), name -> new Pace(now, phase))
                .text(now, phase);
        return pace.isEmpty() ? done : done + " " + pace;
    }

    @Override
    public void close() {
        err.flush();
    }
}
