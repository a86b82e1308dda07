package io.m2m.coordinator.migration;

import io.m2m.common.message.StatusMessage.PhaseProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How fast each phase went over the last minute, from how far it was seen to be. */
final class Throughput {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration APART = Duration.ofSeconds(1);

    private record Sample(Instant at, long rows, long bytes) {
        boolean isWhere(Sample other) {
            return rows == other.rows && bytes == other.bytes;
        }
    }

    private final Map<String, Deque<Sample>> seen = new HashMap<>();
    private long run;

    /** @return the phases with their rates; a phase that has not begun to work has none */
    List<PhaseProgress> measured(long ofRun, Instant now, List<PhaseProgress> phases) {
        if (run != ofRun) {
            run = ofRun;
            seen.clear();
        }
        return phases.stream().map(phase -> measured(now, phase)).toList();
    }

    private PhaseProgress measured(Instant now, PhaseProgress phase) {
        Deque<Sample> samples = seen.computeIfAbsent(phase.name(), each -> new ArrayDeque<>());
        note(samples, new Sample(now, phase.rows(), phase.bytes()));
        Sample first = samples.getFirst();
        double seconds = Duration.between(first.at(), now).toMillis() / 1000.0;
        if (seconds < APART.toSeconds()) {
            return phase;
        }
        return new PhaseProgress(
                phase.name(),
                phase.doneTasks(),
                phase.totalTasks(),
                phase.rows(),
                phase.totalRows(),
                phase.bytes(),
                phase.totalBytes(),
                rate(phase.rows() - first.rows(), seconds),
                rate(phase.bytes() - first.bytes(), seconds),
                phase.tasks());
    }

    private static void note(Deque<Sample> samples, Sample now) {
        if (samples.size() == 1 && samples.getFirst().isWhere(now)) {
            samples.clear();
        }
        Instant oldest = now.at().minus(WINDOW);
        while (samples.size() > 1 && samples.getFirst().at().isBefore(oldest)) {
            samples.removeFirst();
        }
        if (samples.isEmpty() || !samples.getLast().at().plus(APART).isAfter(now.at())) {
            samples.addLast(now);
        }
    }

    /** A task that is done again from its beginning takes rows back; that is no speed. */
    private static double rate(long amount, double seconds) {
        return Math.round(Math.max(amount, 0) / seconds * 10) / 10.0;
    }
}
