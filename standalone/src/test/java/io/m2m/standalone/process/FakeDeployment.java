package io.m2m.standalone.process;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event;
import io.m2m.common.message.Events;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.cli.ListenOn;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services that end every run at once with the verdict they were given, or with a problem when there is none or it failed. */
final class FakeDeployment implements Deployment, Deployment.Prepared, Deployment.Services, Deployment.StatusFeed {
    final List<Event> published = new ArrayList<>();
    Verdict verdict = Verdict.DUMPED;
    /** Told by itself where a run ends by a problem. */
    @Nullable
    Boolean reported;

    ProblemException refusal;

    private final Path staging;
    private final Instant run;
    private final Runnable onClose;

    FakeDeployment(Path staging, Instant run, Runnable onClose) {
        this.staging = staging;
        this.run = run;
        this.onClose = onClose;
    }

    @Override
    public Prepared prepare(ConfigChoice choice) {
        if (refusal != null) {
            throw refusal;
        }
        return this;
    }

    @Override
    public String migration() {
        return "m";
    }

    @Override
    public Level level() {
        return Level.SAMPLE;
    }

    @Override
    public Services start(String bootstrapServers, Command command) {
        return this;
    }

    @Override
    public Services serve(String bootstrapServers, ListenOn listen) {
        return this;
    }

    @Override
    public Events events() {
        return published::add;
    }

    @Override
    public StatusFeed status() {
        return this;
    }

    @Override
    public MigrationStatus follow(RunFollower follower) {
        Problem problem =
                verdict == null || verdict == Verdict.FAILED ? new Problem(Kind.TARGET, "the target said no") : null;
        follower.accept(new MigrationStatus(
                "m",
                run.toEpochMilli(),
                Command.DUMP,
                Level.FULL,
                "S",
                false,
                List.of(),
                0,
                verdict,
                problem,
                reported,
                null,
                Limits.NONE,
                null,
                run,
                run));
        return follower.end().orElseThrow();
    }

    @Override
    public ObjectStore staging() {
        return new LocalObjectStore(staging);
    }

    @Override
    public String address() {
        return "http://127.0.0.1:8080";
    }

    @Override
    public void close() {
        onClose.run();
    }
}
