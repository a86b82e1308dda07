package io.m2m.standalone.progress;

import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar per collection and phase on standard error, each appearing when its phase begins to work and standing still when it is done. */
public final class ProgressBars implements ProgressView {
    private static final int REPAINT_MILLIS = 200;

    private final Clock clock;
    private final Map<String, ProgressBar> bars = new LinkedHashMap<>();
    private final Set<String> finished = new HashSet<>();
    private final Map<String, Pace> paces = new HashMap<>();

    public ProgressBars(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void show(StatusMessage status) {
        switch (status) {
            case CollectionStatus collection -> collection.phases().forEach(phase -> show(collection.source(), phase));
            case MigrationStatus migration -> {}
        }
    }

    private void show(String collection, PhaseProgress phase) {
        boolean working = phase.doneTasks() > 0 || phase.rows() > 0;
        if (!working || phase.totalRows() == 0) {
            return;
        }
        String name = collection + " " + phase.name();
        Instant now = clock.instant();
        if (finished.contains(name)) {
            return;
        }
        ProgressBar bar = bars.computeIfAbsent(name, ProgressBars::open);
        Pace pace = paces.computeIfAbsent(name, first -> new Pace(now, phase));
        bar.maxHint(phase.totalRows());
        if (Phases.complete(phase)) {
            bar.stepTo(phase.totalRows()).setExtraMessage("done");
            bars.remove(name);
            finished.add(name);
            bar.close();
        } else {
            bar.stepTo(Math.min(phase.rows(), phase.totalRows())).setExtraMessage(pace.text(now, phase));
        }
    }

    private static ProgressBar open(String name) {
        return new ProgressBarBuilder()
                .setTaskName(String.format("%-28s", name))
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUnit(" rows", 1)
                .setUpdateIntervalMillis(REPAINT_MILLIS)
                .hideEta()
                .build();
    }

    @Override
    public void close() {
        bars.values().forEach(ProgressBar::close);
        bars.clear();
    }
}
