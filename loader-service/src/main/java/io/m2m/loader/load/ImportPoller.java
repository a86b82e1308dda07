package io.m2m.loader.load;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.Events;
import io.m2m.common.message.Progress;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the imports of this process to their ends, so that no task is held while the target works. */
public final class ImportPoller implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ImportPoller.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration UNHEARD = Duration.ofSeconds(2);

    private final Events events;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final Runnable askedInVain;
    private final UnaryOperator<Duration> jitter;
    private final Map<String, Followed> followed = new HashMap<>();
    private int coming;

    /**
     * @param scheduler ends with the poller
     * @param askedInVain told each time that the target did not answer and will be asked again
     * @param jitter makes such a pause a little shorter or longer, so that imports that lost the target together do not ask together
     */
    public ImportPoller(
            Events events,
            ScheduledExecutorService scheduler,
            Clock clock,
            Runnable askedInVain,
            UnaryOperator<Duration> jitter) {
        this.events = events;
        this.scheduler = scheduler;
        this.clock = clock;
        this.askedInVain = askedInVain;
        this.jitter = jitter;
    }

    /** One import under way. */
    private static final class Followed {
        private final ImportCourse course;
        private final Progress progress;
        private volatile TaskRef ref;
        private Instant toldAt;
        private volatile boolean running;

        private Followed(ImportCourse course, Progress progress, TaskRef ref, Instant now) {
            this.course = course;
            this.progress = progress;
            this.ref = ref;
            this.toldAt = now;
        }
    }

    /** @param progress told when the target has completed it */
    void follow(TaskRef ref, ImportCourse course, Progress progress, Duration first) {
        Followed entry = new Followed(course, progress, ref, clock.instant());
        synchronized (this) {
            followed.put(key(ref), entry);
            notifyAll();
        }
        again(entry, first);
    }

    /** Tells of the import under the newest attempt from now on. @return its job, or empty when it is not followed */
    synchronized Optional<String> renew(TaskRef ref) {
        Followed entry = followed.get(key(ref));
        if (entry == null) {
            return Optional.empty();
        }
        entry.ref = ref;
        return Optional.of(entry.course.job());
    }

    /** Imports the target has not begun, as far as it tells. */
    public synchronized long waiting() {
        return followed.size() - running();
    }

    /** Imports the target is at work on. */
    public synchronized long running() {
        return followed.values().stream().filter(entry -> entry.running).count();
    }

    /**
     * Waits until fewer jobs than this are under way, and keeps a place among them until {@link #leavePlace}.
     *
     * @param needless when there is no need for a place any more
     * @return whether there is a place
     */
    synchronized boolean awaitPlace(int limit, BooleanSupplier needless) throws InterruptedException {
        while (!needless.getAsBoolean() && jobs() + coming >= limit) {
            wait();
        }
        boolean needed = !needless.getAsBoolean();
        coming += needed ? 1 : 0;
        return needed;
    }

    /** The job is followed by now, or there is none. */
    synchronized void leavePlace() {
        coming--;
        notifyAll();
    }

    private long jobs() {
        return followed.values().stream()
                .map(entry -> entry.course.job())
                .distinct()
                .count();
    }

    private void again(Followed entry, Duration after) {
        if (!scheduler.isShutdown()) {
            scheduler.schedule(() -> look(entry), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(Followed entry) {
        try {
            switch (next(entry)) {
                case Next.Wait wait -> {
                    entry.running = entry.course.running();
                    if (wait.away()) {
                        askedInVain.run();
                    }
                    beat(entry);
                    again(entry, wait.away() ? jitter.apply(wait.duration()) : wait.duration());
                }
                case Next.Done done -> {
                    entry.progress.report(done.rows(), entry.course.size());
                    end(entry, new ImportCompleted(entry.ref, done.rows()));
                }
            }
        } catch (ProblemException problem) {
            end(entry, new TaskFailed(entry.ref, problem.problem()));
        } catch (RuntimeException defect) {
            log.atError().addKeyValue("task", entry.ref.key()).setCause(defect).log("import cannot be followed");
            end(
                    entry,
                    new TaskFailed(
                            entry.ref, new Problem(Problem.Kind.DEFECT, "unexpected failure in m2m: " + defect)));
        }
    }

    private static Next next(Followed entry) {
        return entry.course.step();
    }

    private void beat(Followed entry) {
        Instant now = clock.instant();
        if (Duration.between(entry.toldAt, now).compareTo(HEARTBEAT) >= 0) {
            entry.toldAt = now;
            tell(new TaskProgressed(entry.ref, entry.course.rows(), entry.course.bytes()));
        }
    }

    /** An end that is not heard is looked at again: it is the same the next time. */
    private void end(Followed entry, Event event) {
        if (!tell(event)) {
            again(entry, UNHEARD);
            return;
        }
        synchronized (this) {
            followed.remove(key(entry.ref), entry);
            notifyAll();
        }
    }

    private boolean tell(Event event) {
        try {
            events.publish(event);
            return true;
        } catch (RuntimeException unheard) {
            log.atWarn().addKeyValue("event", event).setCause(unheard).log("event not delivered");
            return false;
        }
    }

    private static String key(TaskRef ref) {
        return ref.migration() + "/" + ref.name();
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
