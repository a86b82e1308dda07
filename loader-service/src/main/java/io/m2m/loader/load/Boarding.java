package io.m2m.loader.load;

import io.m2m.common.message.Event;
import io.m2m.common.message.LoadTask.ImportFiles;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;

/**
 * Tasks that wait for room on the target. Whose turn it is takes along what waits for the same partition, in one job, as far as
 * the target takes several in one: a job costs seconds however small, and a few are under way at a time.
 */
final class Boarding {
    /** One bad group fails its whole job. */
    private static final int TOGETHER = 64;

    private final ImportPoller poller;
    private final Imports imports;
    private final int limit;
    private final List<Passenger> waiting = new ArrayList<>();

    /** @param limit jobs under way */
    Boarding(ImportPoller poller, Imports imports, int limit) {
        this.poller = poller;
        this.imports = imports;
        this.limit = limit;
    }

    /** Made when its turn has come: what it finds on the target must be of then. */
    interface CourseMaker {
        ImportCourse make() throws IOException;
    }

    private record Boarded(ImportCourse course, Optional<Next> taken, String job) {
        private Next next() throws IOException {
            return taken.isPresent() ? taken.get() : course.accepted(job);
        }
    }

    private record Passenger(ImportFiles task, CourseMaker maker, CompletableFuture<Boarded> boarded) {
        private boolean goesWith(Passenger other) {
            return task.migration().equals(other.task.migration())
                    && task.collection().equals(other.task.collection())
                    && task.partition().equals(other.task.partition());
        }
    }

    /** @param then what becomes of the course, before the place is left */
    Event board(ImportFiles task, CourseMaker maker, BiFunction<ImportCourse, Next, Event> then)
            throws IOException, InterruptedException {
        Passenger mine = new Passenger(task, maker, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(mine);
        }
        boolean place = false;
        try {
            place = poller.awaitPlace(limit, () -> !isWaiting(mine));
            depart(place ? take(mine) : List.of());
            Boarded boarded = boarded(mine);
            return then.apply(boarded.course(), boarded.next());
        } finally {
            synchronized (waiting) {
                waiting.remove(mine);
            }
            if (place) {
                poller.leavePlace();
            }
        }
    }

    private boolean isWaiting(Passenger passenger) {
        synchronized (waiting) {
            return waiting.contains(passenger);
        }
    }

    /** Nobody when it was taken along meanwhile. */
    private List<Passenger> take(Passenger leader) {
        int others = Math.min(TOGETHER, imports.offer().groups()) - 1;
        synchronized (waiting) {
            if (!waiting.contains(leader)) {
                return List.of();
            }
            List<Passenger> together = new ArrayList<>(List.of(leader));
            waiting.stream()
                    .filter(passenger -> passenger != leader && passenger.goesWith(leader))
                    .limit(others)
                    .forEach(together::add);
            waiting.removeAll(together);
            return together;
        }
    }

    /** Leaves nobody without an answer. */
    private static void depart(List<Passenger> together) {
        Map<Passenger, ImportCourse> fresh = new LinkedHashMap<>();
        for (Passenger passenger : together) {
            answering(List.of(passenger), () -> {
                ImportCourse course = passenger.maker().make();
                Optional<Next> taken = course.takeUp();
                if (taken.isPresent()) {
                    passenger.boarded().complete(new Boarded(course, taken, ""));
                } else if (course.fresh()) {
                    fresh.put(passenger, course);
                } else {
                    submit(Map.of(passenger, course));
                }
            });
        }
        if (!fresh.isEmpty()) {
            answering(fresh.keySet(), () -> submit(fresh));
        }
    }

    private static void submit(Map<Passenger, ImportCourse> courses) throws IOException {
        String job = ImportCourse.submit(List.copyOf(courses.values()));
        courses.forEach(
                (passenger, course) -> passenger.boarded().complete(new Boarded(course, Optional.empty(), job)));
    }

    private interface Departure {
        void run() throws IOException;
    }

    private static void answering(Collection<Passenger> passengers, Departure departure) {
        try {
            departure.run();
        } catch (IOException | RuntimeException failure) {
            passengers.forEach(passenger -> passenger.boarded().completeExceptionally(failure));
        }
    }

    private static Boarded boarded(Passenger passenger) throws IOException, InterruptedException {
        try {
            return passenger.boarded().get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException broken) {
                throw broken;
            }
            if (failure.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }
}
