package io.m2m.coordinator.migration;

import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.Level;
import io.m2m.common.message.Phase;
import io.m2m.common.message.PlanTask.CollectionEnd;
import io.m2m.common.message.PlanTask.PhaseTotals;
import io.m2m.common.message.PlanTask.WriteReport;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.StatusMessage.TaskCounts;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the board looks like to people. */
public final class StatusSummary {
    private final Board board;
    private final Throughput throughput;

    StatusSummary(Board board, Throughput throughput) {
        this.board = board;
        this.throughput = throughput;
    }

    /** The migration first, then every collection. Empty before anything was requested. */
    public List<StatusMessage> messages() {
        List<StatusMessage> messages = new ArrayList<>();
        if (board.isKnown()) {
            List<CollectionStatus> collections =
                    board.collections().stream().map(this::status).toList();
            messages.add(migration(collections));
            messages.addAll(collections);
        }
        return messages;
    }

    private MigrationStatus migration(List<CollectionStatus> collections) {
        MigrationRecord migration = board.migration();
        List<PhaseProgress> totals = throughput.measured(migration.run(), board.now(), totals(collections));
        return new MigrationStatus(
                migration.migration(),
                migration.run(),
                migration.command(),
                migration.level(),
                migration.state().name(),
                migration.isPaused(),
                totals,
                collections.stream().mapToInt(CollectionStatus::quarantined).sum(),
                migration.verdict(),
                migration.problem(),
                migration.reported(),
                migration.cleaned(),
                migration.limits(),
                secondsLeft(totals, collections),
                migration.startedAt(),
                migration.finishedAt());
    }

    /** At level counts no rows are read back: nothing of the last phase is waited for. */
    private @Nullable Long secondsLeft(List<PhaseProgress> totals, List<CollectionStatus> collections) {
        if (!board.isActive()
                || board.migration().isPaused()
                || board.migration().isEnding()) {
            return null;
        }
        boolean reads = board.migration().level() != Level.COUNTS;
        return new Estimate(
                        totals.stream()
                                .filter(phase -> reads || !phase.name().equals(Phase.VERIFY.label()))
                                .toList(),
                        collections)
                .seconds();
    }

    private List<PhaseProgress> totals(List<CollectionStatus> collections) {
        return phases().stream()
                .map(each -> collections.stream()
                        .flatMap(collection -> collection.phases().stream())
                        .filter(phase -> phase.name().equals(each.label()))
                        .reduce(
                                new PhaseProgress(each.label(), 0, 0, 0, 0, 0, 0, null, null, TaskCounts.NONE),
                                StatusSummary::plus))
                .toList();
    }

    private static PhaseProgress plus(PhaseProgress one, PhaseProgress other) {
        return new PhaseProgress(
                one.name(),
                one.doneTasks() + other.doneTasks(),
                one.totalTasks() + other.totalTasks(),
                one.rows() + other.rows(),
                one.totalRows() + other.totalRows(),
                one.bytes() + other.bytes(),
                one.totalBytes() + other.totalBytes(),
                null,
                null,
                Objects.requireNonNull(one.tasks()).plus(Objects.requireNonNull(other.tasks())));
    }

    private CollectionStatus status(CollectionRecord collection) {
        String source = collection.source();
        CollectionProgress progress = board.progress(source);
        return new CollectionStatus(
                board.migration().migration(),
                board.migration().run(),
                source,
                collection.planned().target(),
                collection.state().name(),
                phases().stream()
                        .map(phase -> phase(phase, collection, progress))
                        .toList(),
                collection.planned().quarantined() + progress.quarantined(),
                collection.verdict(),
                collection.problem());
    }

    private List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        if (board.migration().command().dumps()) {
            phases.add(Phase.DUMP);
        }
        if (board.migration().command().loads()) {
            phases.add(Phase.LOAD);
        }
        if (board.migration().command().verifies()) {
            phases.add(Phase.VERIFY);
        }
        return phases;
    }

    private PhaseProgress phase(Phase phase, CollectionRecord collection, CollectionProgress progress) {
        Step step = phase.step();
        CollectionProgress.Count count = progress.of(step);
        CollectionProgress.Count dumped = progress.of(Step.DUMP);
        boolean allDumped = progress.allSettled(Step.DUMP);
        long rows = count.rows;
        long bytes = count.bytes;
        for (TaskProgressed each : board.underWay()) {
            TaskRef ref = each.ref();
            if (ref.step() == step && board.task(ref).collection().equals(collection.source())) {
                rows += each.rows();
                bytes += each.bytes();
            }
        }
        boolean known = step != Step.DUMP && allDumped;
        return new PhaseProgress(
                phase.label(),
                count.settled,
                step == Step.COMPARE
                        ? ranges(collection, progress)
                        : collection.planned().tasks(),
                rows,
                known ? dumped.rows : collection.planned().rows(),
                bytes,
                known ? dumped.bytes : collection.planned().bytes(),
                null,
                null,
                collection.isFinished() ? count.leftBehind() : count.tasks());
    }

    /** Before the target was inspected, how many ranges there will be is not known: at least one is to come. */
    private static long ranges(CollectionRecord collection, CollectionProgress progress) {
        boolean known = progress.of(Step.INSPECT).settled > 0 || collection.isFinished();
        return known ? progress.of(Step.COMPARE).total : 1;
    }

    WriteReport reportRequest(TaskRecord task) {
        MigrationRecord migration = board.migration();
        Verdict unconcluded = migration.problem() == null ? Verdict.FAILED : Verdict.of(migration.problem());
        List<CollectionStatus> collections =
                board.collections().stream().map(this::status).toList();
        return new WriteReport(
                new TaskRef(migration.migration(), migration.run(), task.step(), task.name(), task.attempt()),
                migration.command(),
                migration.level(),
                migration.startedAt(),
                board.now(),
                board.collections().stream()
                        .map(each -> new CollectionEnd(
                                each.source(), Objects.requireNonNullElse(each.verdict(), unconcluded), each.problem()))
                        .toList(),
                totals(collections).stream()
                        .map(phase -> new PhaseTotals(phase.name(), seconds(phase.name()), phase.rows(), phase.bytes()))
                        .toList(),
                migration.problem());
    }

    /** Time from the first task of a phase to the end of its last, over all collections. */
    private double seconds(String phase) {
        List<CollectionProgress.Count> counts = phases().stream()
                .filter(each -> each.label().equals(phase))
                .flatMap(each -> board.collections().stream()
                        .map(collection -> board.progress(collection.source()).of(each.step())))
                .filter(count -> count.first != null && count.last != null)
                .toList();
        return counts.isEmpty()
                ? 0
                : Duration.between(
                                        counts.stream()
                                                .map(count -> count.first)
                                                .min(Instant::compareTo)
                                                .get(),
                                        counts.stream()
                                                .map(count -> count.last)
                                                .max(Instant::compareTo)
                                                .get())
                                .toMillis()
                        / 1000.0;
    }
}
