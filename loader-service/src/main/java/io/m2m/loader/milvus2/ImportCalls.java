package io.m2m.loader.milvus2;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import io.m2m.loader.load.ImportJob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What calls about imports have in common, whichever protocol carries them. */
final class ImportCalls {
    /** The server itself tries for up to 53 s before it refuses; a shorter deadline would leave a submit in doubt. */
    static final Duration SUBMIT = Duration.ofSeconds(90);
    /** Short, so that a server that is away does not silence the tasks that are followed. */
    static final Duration ASK = Duration.ofSeconds(15);

    /** The longest that a server of that kind was said to need. */
    private static final Duration UNSEEN = Duration.ofMinutes(2);

    /** How servers say that they know no such job. */
    private static final List<String> UNKNOWN = List.of("not found", "doesn't exist", "does not exist");

    private ImportCalls() {}

    /** How long after its acceptance a job may be missing where jobs are asked for. */
    static Duration unseen(ServerVersion version) {
        return ServerFeature.JOBS_APPEAR_LATE.on(version) ? UNSEEN : Duration.ZERO;
    }

    /** What a server tells of a job, or nothing when it knows no such job. */
    static Optional<ImportJob> ifKnown(Supplier<ImportJob> asking) {
        try {
            return Optional.of(asking.get());
        } catch (ProblemException failure) {
            Problem problem = failure.problem();
            if (problem.kind() == Problem.Kind.TARGET && UNKNOWN.stream().anyMatch(problem.sentence()::contains)) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
