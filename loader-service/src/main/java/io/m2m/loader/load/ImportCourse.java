package io.m2m.loader.load;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The course of one import: found on the target or submitted, then asked for until it ends. An import doubles rows when it is
 * made twice, so the intent is recorded before every submit, and nothing is submitted before the target was asked for a job of
 * the same files. Used by one thread at a time.
 */
final class ImportCourse {
    private static final Logger log = LoggerFactory.getLogger(ImportCourse.class);
    private static final int SUBMITS = 3;
    /** How long the target may be away before the import is given up for this run. */
    private static final Duration AWAY = Duration.ofMinutes(2);

    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final StagedTask task;
    private final Imports imports;
    private final TargetServer server;
    private final ImportRecords records;
    private final Clock clock;

    private ImportRecord record;
    private @Nullable JobWatch watch;
    private @Nullable Instant retryAt;
    private Instant answeredAt;

    ImportCourse(StagedTask task, Imports imports, TargetServer server, ImportRecords records, Clock clock) {
        this.task = task;
        this.imports = imports;
        this.server = server;
        this.records = records;
        this.clock = clock;
        this.record = ImportRecord.none(task);
        this.answeredAt = clock.instant();
    }

    /** What is to be done next. A failure for good is a {@link ProblemException}. */
    sealed interface Next {
        /** Ask again after a while. @param away whether that is because the target did not answer */
        record Wait(Duration duration, boolean away) implements Next {
            Wait(Duration duration) {
                this(duration, false);
            }
        }

        /** The rows are on the target. */
        record Done(long rows) implements Next {}
    }

    /** Id of the job that is followed. */
    String job() {
        return Objects.requireNonNullElse(record.job(), "");
    }

    /** Rows imported so far, as far as the target tells. */
    long rows() {
        return watch == null ? 0 : watch.rows(task.rows());
    }

    /** Whether the target is at work on it, as far as it tells. */
    boolean running() {
        return watch != null && watch.running();
    }

    /** Bytes of the whole. */
    long size() {
        return task.bytes();
    }

    long bytes() {
        return task.rows() == 0 ? 0 : Math.round((double) task.bytes() * rows() / task.rows());
    }

    /** Takes the import up where it stands: done, under way, or still to be submitted. */
    Next begin() throws IOException {
        record = records.of(task);
        if (record.completed()) {
            record.requireContentOf(task);
            return new Next.Done(record.rows());
        }
        List<ImportJob> all = imports.into(task.collection());
        List<ImportJob> same = all.stream().filter(job -> job.imports(task)).toList();
        Optional<ImportJob> taken = same.stream()
                .filter(job -> job.state() == ImportJob.State.COMPLETED)
                .findFirst()
                .or(() -> same.stream()
                        .filter(job -> job.open() && !record.abandoned().contains(job.id()))
                        .reduce((older, newer) -> newer));
        if (taken.isPresent()) {
            return adopt(taken.get());
        }
        boolean told = same.stream().anyMatch(job -> job.id().equals(record.job()));
        if (record.submits() > 0 && !told && !record.abandoned().contains(job())) {
            return recover(all);
        }
        return submit(same.isEmpty() ? "" : same.getLast().reason());
    }

    /** Asks for the job once. */
    Next step() {
        try {
            Next next = look();
            answeredAt = clock.instant();
            return next;
        } catch (ProblemException problem) {
            if (!problem.retryable()) {
                throw problem;
            }
            return away(problem);
        } catch (IOException broken) {
            return away(new ProblemException(
                    Kind.UNREACHABLE, "the record of the " + task.words() + " cannot be kept: " + broken, broken));
        }
    }

    private Next look() throws IOException {
        if (retryAt != null) {
            Duration left = Duration.between(clock.instant(), retryAt);
            if (left.isPositive()) {
                return new Next.Wait(left);
            }
            Next next = begin();
            retryAt = null;
            return next;
        }
        Optional<ImportJob> told = imports.state(job());
        if (told.isEmpty()) {
            return begin();
        }
        ImportJob job = told.get();
        return switch (job.state()) {
            case COMPLETED -> conclude(job);
            case FAILED -> failed(job);
            case WAITING, RUNNING -> watch(job);
        };
    }

    private Next away(ProblemException problem) {
        if (watch != null) {
            watch.doubt();
        }
        if (Duration.between(answeredAt, clock.instant()).compareTo(AWAY) > 0) {
            throw problem;
        }
        return new Next.Wait(BACK_OFF, true);
    }

    private Next adopt(ImportJob job) throws IOException {
        record.requireContentOf(task);
        if (job.state() == ImportJob.State.COMPLETED) {
            return conclude(job);
        }
        log.atInfo()
                .addKeyValue("task", task.name())
                .addKeyValue("job", job.id())
                .log("import found on the target");
        if (!job.id().equals(record.job())) {
            remember(record.submitted(job.id()));
        }
        watch = new JobWatch(task.bytes(), clock);
        watch.doubt();
        return watch(job);
    }

    /** An intent or a job that the target's list says nothing about: its files are not told there, or it is long gone. */
    private Next recover(List<ImportJob> all) throws IOException {
        Optional<ImportJob> told = record.job() == null ? Optional.empty() : imports.state(record.job());
        if (told.isPresent()) {
            ImportJob job = told.get();
            return job.state() == ImportJob.State.FAILED ? submit(job.reason()) : adopt(job);
        }
        boolean mayRun = all.stream().anyMatch(job -> job.open() && job.files().isEmpty());
        if (!mayRun && server.heldRows(task.collection(), task.partition()) == 0) {
            return submit("");
        }
        boolean never = record.job() == null
                && all.stream().noneMatch(job -> job.files().isEmpty());
        if (never) {
            return submit("");
        }
        throw new ProblemException(
                Kind.TARGET,
                "the " + task.words() + " was asked for, and " + server.address()
                        + " no longer tells how it ended, so its rows may be there or not; drop collection "
                        + task.collection() + " on the target and run the same command again");
    }

    private Next submit(String lastReason) throws IOException {
        if (record.run() == task.run() && record.submits() >= SUBMITS) {
            throw new ProblemException(
                    Kind.TARGET,
                    "the " + task.words() + " failed " + SUBMITS + " times; the target's reason: "
                            + (lastReason.isEmpty() ? "none" : lastReason)
                            + "; see that the server reads the staging it is told, then run the same command again");
        }
        // Rows imported into a loaded collection stay invisible for a while; a collection of somebody else may be in
        // use.
        if (task.made() && server.loading(task.collection()).wanted()) {
            server.release(task.collection());
        }
        remember(record.intended(task));
        String job = imports.submit(task.collection(), task.partition(), task.files());
        remember(record.submitted(job));
        log.atInfo().addKeyValue("task", task.name()).addKeyValue("job", job).log("import submitted");
        watch = new JobWatch(task.bytes(), clock);
        return new Next.Wait(watch.interval());
    }

    private Next watch(ImportJob job) throws IOException {
        JobWatch watching = Objects.requireNonNull(watch);
        watching.seen(job);
        if (!watching.lost()) {
            return new Next.Wait(watching.interval());
        }
        log.atWarn()
                .addKeyValue("task", task.name())
                .addKeyValue("job", job.id())
                .log("import lost by the target");
        remember(record.abandoned(job.id()));
        return retry(Duration.ZERO);
    }

    private Next failed(ImportJob job) throws IOException {
        log.atWarn()
                .addKeyValue("task", task.name())
                .addKeyValue("job", job.id())
                .addKeyValue("reason", job.reason())
                .log("import failed on the target");
        if (record.submits() >= SUBMITS) {
            return submit(job.reason());
        }
        return retry(BACK_OFF.multipliedBy(1L << Math.max(0, record.submits() - 1)));
    }

    private Next retry(Duration after) {
        retryAt = clock.instant().plus(after);
        return new Next.Wait(after);
    }

    private Next conclude(ImportJob job) throws IOException {
        if (job.rows() != task.rows()) {
            throw new ProblemException(
                    Kind.TARGET,
                    "the " + task.words() + " ended with " + job.rows() + " rows, its manifest says " + task.rows()
                            + "; " + task.startAnew());
        }
        for (String abandoned : record.abandoned()) {
            boolean doubled = !abandoned.equals(job.id())
                    && imports.state(abandoned)
                            .filter(late -> late.state() == ImportJob.State.COMPLETED)
                            .isPresent();
            if (doubled) {
                throw new ProblemException(
                        Kind.TARGET,
                        "the " + task.words() + " was taken as lost and made again, and both jobs, " + abandoned
                                + " and " + job.id() + ", completed, so its rows are there twice; " + task.startAnew());
            }
        }
        remember(record.completed(job.id(), job.rows()));
        return new Next.Done(job.rows());
    }

    private void remember(ImportRecord next) throws IOException {
        records.keep(task, next);
        record = next;
    }
}
