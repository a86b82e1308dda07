package io.m2m.standalone.cli;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Knows what it was told, and remembers what it was asked. */
final class FakeCoordinator implements Coordinator, Coordinator.Finder {
    final List<MigrationStatus> migrations = new ArrayList<>();
    final List<CollectionStatus> collections = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    Limits limits = Limits.NONE;
    String address;
    Supplier<RunEnd> end = () -> {
        throw new IllegalStateException("no end was set");
    };

    @Override
    public Coordinator at(String where) {
        address = where;
        return this;
    }

    @Override
    public List<MigrationStatus> migrations() {
        return migrations;
    }

    @Override
    public Detail migration(String id) {
        return new Detail(known(id), collections);
    }

    @Override
    public String json(String id) {
        return "{\"migration\":\"" + id + "\"}";
    }

    @Override
    public MigrationStatus ask(Verb verb, String id) {
        asked.add(verb + " " + id);
        return known(id);
    }

    @Override
    public Limits limits(String id) {
        return limits;
    }

    @Override
    public void limit(String id, Limits changed) {
        asked.add("LIMIT " + id);
        limits = changed;
    }

    @Override
    public RunEnd run(
            Command command, Optional<Level> level, Optional<String> migration, Consumer<StatusMessage> watcher) {
        asked.add(command + " " + level.map(Level::text).orElse("-")
                + migration.map(" of "::concat).orElse(""));
        migrations.forEach(watcher);
        return end.get();
    }

    @Override
    public MigrationStatus follow(String id, Consumer<StatusMessage> watcher) {
        migrations.forEach(watcher);
        return known(id);
    }

    private MigrationStatus known(String id) {
        return migrations.stream()
                .filter(status -> status.migration().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
