package io.m2m.standalone.cli;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.StatusMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Ends every run as it was told to, and remembers what it was asked. */
final class FakeEngine implements Engine {
    Supplier<RunEnd> end = () -> {
        throw new IllegalStateException("no end was set");
    };
    Supplier<PlanEnd> plan = () -> new PlanEnd("", "{}", Optional.empty(), false);
    List<StatusMessage> statuses = List.of();
    Command command;
    Optional<Level> level;
    ConfigChoice config;
    MetadataSource metadata;
    boolean forced;

    @Override
    public RunEnd run(Command asked, Optional<Level> askedLevel, ConfigChoice choice, Consumer<StatusMessage> watcher) {
        command = asked;
        level = askedLevel;
        config = choice;
        statuses.forEach(watcher);
        return end.get();
    }

    @Override
    public String migration(ConfigChoice choice) {
        config = choice;
        return "id-of-" + choice.file().getFileName();
    }

    @Override
    public PlanEnd plan(ConfigChoice choice) {
        config = choice;
        return plan.get();
    }

    @Override
    public CleanEnd clean(ConfigChoice choice, boolean force) {
        config = choice;
        forced = force;
        return new CleanEnd(3, 2_500_000, "/staging");
    }

    @Override
    public ExportEnd export(MetadataSource source, Path folder) {
        metadata = source;
        return new ExportEnd(folder.resolve("meta.json"), source instanceof MetadataSource.Tables ? "guesses\n" : "");
    }

    @Override
    public void serve(ConfigChoice choice, Path dataFolder, ListenOn listen, Ready ready) throws InterruptedException {
        config = choice;
        ready.at("http://" + listen.host() + ":" + listen.port());
    }
}
