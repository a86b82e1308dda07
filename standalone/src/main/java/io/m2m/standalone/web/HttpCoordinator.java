package io.m2m.standalone.web;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.Coordinator;
import io.m2m.standalone.cli.RunEnd;
import io.m2m.standalone.process.RunFollower;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One coordinator behind its API. */
final class HttpCoordinator implements Coordinator {
    private final Api api;
    private final EventFeed feed;

    HttpCoordinator(Api api, EventFeed feed) {
        this.api = api;
        this.feed = feed;
    }

    private record Request(
            Command command,
            @Nullable Level level,
            @Nullable String migration) {}

    private record Accepted(String migration, long run) {}

    private record Nothing() {}

    @Override
    public List<MigrationStatus> migrations() throws InterruptedException {
        return Arrays.asList(api.read(api.get(""), MigrationStatus[].class));
    }

    @Override
    public Detail migration(String id) throws InterruptedException {
        return api.read(json(id), Detail.class);
    }

    @Override
    public String json(String id) throws InterruptedException {
        return api.get(Api.of(id));
    }

    @Override
    public MigrationStatus ask(Verb verb, String id) throws InterruptedException {
        String path = Api.of(id) + "/" + verb.name().toLowerCase(Locale.ROOT);
        return api.read(api.post(path, new Nothing()), MigrationStatus.class);
    }

    @Override
    public Limits limits(String id) throws InterruptedException {
        return api.read(api.get(Api.of(id) + "/limits"), Limits.class);
    }

    @Override
    public void limit(String id, Limits limits) throws InterruptedException {
        api.put(Api.of(id) + "/limits", limits);
    }

    @Override
    public RunEnd run(
            Command command, Optional<Level> level, Optional<String> migration, Consumer<StatusMessage> watcher)
            throws InterruptedException {
        Optional<String> answer =
                api.postUnlessInConflict("", new Request(command, level.orElse(null), migration.orElse(null)));
        Accepted run = answer.isPresent() ? api.read(answer.get(), Accepted.class) : underWay(command, level);
        MigrationStatus end = follow(run, watcher);
        String report = Api.of(run.migration()) + "/report";
        return new RunEnd(
                end,
                end.reported() ? report(report, end) : Optional.empty(),
                api.request(report).build().uri().toString());
    }

    /** What ended the run outweighs that its report cannot be had. */
    private Optional<String> report(String path, MigrationStatus end) throws InterruptedException {
        try {
            return Optional.of(api.get(path));
        } catch (ProblemException failure) {
            if (end.problem() != null) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** What keeps a run from beginning may be the very same run. */
    private Accepted underWay(Command command, Optional<Level> level) throws InterruptedException {
        List<MigrationStatus> running = migrations().stream()
                .filter(status -> status.finishedAt() == null)
                .toList();
        for (MigrationStatus status : running) {
            if (status.command() == command && level.map(status.level()::equals).orElse(true)) {
                return new Accepted(status.migration(), status.run());
            }
        }
        throw new ProblemException(
                Kind.CONFIGURATION,
                "the coordinator at " + api.address() + " carries out another run: "
                        + running.stream()
                                .map(status -> status.command().name().toLowerCase(Locale.ROOT) + " at level "
                                        + status.level().text() + " of migration " + status.migration())
                                .findFirst()
                                .orElse("it has just ended, try again")
                        + "; wait for its end, or cancel it");
    }

    @Override
    public MigrationStatus follow(String id, Consumer<StatusMessage> watcher) throws InterruptedException {
        return follow(new Accepted(id, migration(id).migration().run()), watcher);
    }

    private MigrationStatus follow(Accepted run, Consumer<StatusMessage> watcher) throws InterruptedException {
        RunFollower follower = new RunFollower(run.migration(), run.run(), watcher);
        feed.follow(run.migration(), status -> {
            follower.accept(status);
            if (follower.end().isEmpty() && status instanceof MigrationStatus whole && whole.run() > run.run()) {
                throw new ProblemException(
                        Kind.CANCELLED,
                        "another run of migration " + run.migration() + " has begun in place of this one; m2m status"
                                + " --coordinator " + api.address() + " shows it");
            }
            return follower.end().isEmpty();
        });
        return follower.end().orElseThrow();
    }
}
