package io.m2m.loader.load;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.Documents;
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
    private static final Duration BACK_OFF = Duration.ofSeconds(2);

    private final StagedTask task;
    private final Imports imports;
    private final TargetServer server;
    private final ImportRecords records;
    private final DoubtfulImport doubtful;
    private final Contact contact;
    private final Clock clock;

    private ImportRecord record;
    private String lastReason = "";
    private @Nullable JobWatch watch;
    private @Nullable Instant retryAt;

    ImportCourse(StagedTask task, Imports imports, TargetServer server, Documents documents, Clock clock) {
        this.task = task;
        this.imports = imports;
        this.server = server;
        this.records = new ImportRecords(documents);
        this.doubtful = new DoubtfulImport(task, imports, server, documents, clock);
        this.contact = new Contact(clock);
        this.clock = clock;
        this.record = ImportRecord.none(task);
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

    /** Takes the import up where it stands: done, under way, or submitted now. */
    Next begin() throws IOException {
        Optional<Next> taken = takeUp();
        return taken.isPresent() ? taken.get() : accepted(submit(List.of(this)));
    }

    /** Looks where the import stands; empty when it is still to be submitted. */
    Optional<Next> takeUp() throws IOException {
        record = records.of(task);
        if (record.completed()) {
            record.requireContentOf(task);
            return Optional.of(new Next.Done(record.rows()));
        }
        List<ImportJob> all = imports.into(task.collection());
        SameFiles same = SameFiles.among(all, task);
        Optional<ImportJob> completed = same.completed();
        Optional<ImportJob> open = same.open(record.abandoned());
        if (completed.isPresent() && open.isPresent()) {
            // The open one is followed to its end, where this one is looked for.
            remember(record.abandoned(completed.get().id()));
        }
        Optional<ImportJob> taken = open.or(() -> completed);
        if (taken.isPresent()) {
            return Optional.of(adopt(taken.get()));
        }
        lastReason = same.lastReason();
        if (record.submits() > 0
                && !same.tell(record.job())
                && !record.abandoned().contains(job())) {
            return resolved(all);
        }
        return Optional.empty();
    }

    /** Whether it was never asked for, so that it may be asked for together with others. */
    boolean fresh() {
        return record.asked() == null && !record.begun();
    }

    /**
     * @param courses into one partition, each {@link #fresh()} unless it is the only one
     * @return the job of all of them
     */
    static String submit(List<ImportCourse> courses) throws IOException {
        ImportCourse first = courses.getFirst();
        Asked asked = Asked.of(
                courses.stream().map(course -> course.task).toList(), first.record.asked(), first.clock.instant());
        // All of them before the submit: a request of which one of its tasks knows nothing was never made.
        for (ImportCourse course : courses) {
            course.intend(asked);
        }
        first.contact.asks();
        return first.imports.submit(asked.of(first.task));
    }

    Next accepted(String job) throws IOException {
        contact.accepted();
        remember(record.submitted(job));
        log.atInfo().addKeyValue("task", task.name()).addKeyValue("job", job).log("import submitted");
        watch = new JobWatch(task.bytes(), clock, imports.offer().forgetful());
        return new Next.Wait(watch.interval());
    }

    /** Asks for the job once. */
    Next step() {
        try {
            Next next = look();
            contact.answered();
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
            return again();
        }
        Optional<ImportJob> told = imports.state(job());
        if (told.isEmpty()) {
            return doubtful.unseen(record) ? new Next.Wait(BACK_OFF) : begin();
        }
        ImportJob job = told.get();
        return switch (job.state()) {
            case COMPLETED -> conclude(job);
            case FAILED -> failed(job);
            case WAITING, RUNNING -> watch(job);
        };
    }

    private Next again() throws IOException {
        Instant due = retryAt;
        retryAt = null;
        try {
            return begin();
        } catch (ProblemException | IOException failure) {
            retryAt = due;
            throw failure;
        }
    }

    private Next away(ProblemException problem) {
        if (watch != null) {
            watch.doubt();
        }
        if (contact.lost()) {
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
        watch = new JobWatch(task.bytes(), clock, imports.offer().forgetful());
        watch.doubt();
        return watch(job);
    }

    private Optional<Next> resolved(List<ImportJob> all) throws IOException {
        return switch (doubtful.resolve(record, all)) {
            case DoubtfulImport.Way.Submit anew -> {
                lastReason = anew.lastReason();
                yield Optional.empty();
            }
            case DoubtfulImport.Way.AskAgain same -> {
                record.requireContentOf(task);
                contact.asks();
                yield Optional.of(accepted(imports.submit(same.asked().of(task))));
            }
            case DoubtfulImport.Way.Follow known -> Optional.of(adopt(known.job()));
            case DoubtfulImport.Way.LookAgain later -> Optional.of(retry(BACK_OFF));
            case DoubtfulImport.Way.Arrived there -> {
                record.requireContentOf(task);
                yield Optional.of(done(record.job(), task.rows()));
            }
        };
    }

    private void intend(Asked asked) throws IOException {
        if (record.run() == task.run() && record.accepts() >= SUBMITS) {
            throw ImportFailures.tooOften(task, SUBMITS, lastReason);
        }
        // Rows imported into a loaded collection stay invisible for a while; one of somebody else may be in use.
        if (task.made() && server.loading(task.collection()).wanted()) {
            server.release(task.collection());
        }
        remember(record.intended(task, asked));
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
        return retry(BACK_OFF.multipliedBy(1L << Math.max(0, record.accepts() - 1)));
    }

    private Next retry(Duration after) {
        retryAt = clock.instant().plus(after);
        return new Next.Wait(after);
    }

    private Next conclude(ImportJob job) throws IOException {
        long rows = job.rowsOf(task);
        if (rows != task.rows()) {
            throw ImportFailures.otherRows(task, rows);
        }
        for (String abandoned : record.abandoned()) {
            boolean doubled = !abandoned.equals(job.id())
                    && imports.state(abandoned)
                            .filter(late -> late.state() == ImportJob.State.COMPLETED)
                            .isPresent();
            if (doubled) {
                throw ImportFailures.twice(task, abandoned, job.id());
            }
        }
        return done(job.id(), rows);
    }

    private Next done(@Nullable String by, long rows) throws IOException {
        remember(record.completed(by, rows));
        return new Next.Done(rows);
    }

    private void remember(ImportRecord next) throws IOException {
        records.keep(task, next);
        record = next;
    }
}
