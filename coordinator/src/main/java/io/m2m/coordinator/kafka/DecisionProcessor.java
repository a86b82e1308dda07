package io.m2m.coordinator.kafka;

import io.m2m.common.kafka.Topics;
import io.m2m.common.kafka.Traces;
import io.m2m.common.message.Event;
import io.m2m.common.message.Message;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.metrics.Meters;
import io.m2m.coordinator.migration.Decision;
import io.m2m.coordinator.migration.Migration;
import io.m2m.coordinator.migration.TaskArchive;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Feeds events to their migration, remembers what changed and sends what was decided, in one transaction. */
final class DecisionProcessor implements Processor<String, Message, String, Outgoing> {
    static final String STORE = "migrations";

    private static final Logger log = LoggerFactory.getLogger(DecisionProcessor.class);
    private static final Duration STATUS_EVERY = Duration.ofMillis(300);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(5);
    /** Fine enough for limits in bytes per second. */
    private static final Duration PACE_EVERY = Duration.ofMillis(500);

    private final Topics topics;
    private final JsonMapper mapper;
    private final Meters meters;
    private final Function<TaskArchive, Migration> newMigration;
    private final Map<String, Migration> migrations = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Map<String, StatusMessage> published = new HashMap<>();
    private ProcessorContext<String, Outgoing> context;
    private MigrationMemory memory;

    DecisionProcessor(Topics topics, JsonMapper mapper, Meters meters, Function<TaskArchive, Migration> newMigration) {
        this.topics = topics;
        this.mapper = mapper;
        this.meters = meters;
        this.newMigration = newMigration;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> processorContext) {
        context = processorContext;
        memory = new MigrationMemory(context.getStateStore(STORE), mapper);
        memory.migrations().forEach(known -> migration(known.migration()));
        context.schedule(STATUS_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> publishStatus());
        context.schedule(WATCH_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> watch(Instant.ofEpochMilli(now)));
        context.schedule(PACE_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> pace(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, Message> record) {
        if (record.value() instanceof Event event) {
            String id = event.migration();
            try {
                carryOut(
                        id,
                        migration(id).on(event, Instant.ofEpochMilli(record.timestamp())),
                        record.timestamp(),
                        record.headers());
                changed.add(id);
            } catch (RuntimeException impossible) {
                setAside(record, impossible);
            }
        } else {
            setAside(record, new IllegalArgumentException("not an event"));
        }
    }

    private void setAside(Record<String, Message> record, RuntimeException failure) {
        log.atError()
                .addKeyValue("migration", record.key())
                .addKeyValue("event", record.value())
                .setCause(failure)
                .log("event set aside");
        migrations.remove(record.key());
        if (record.value() != null) {
            context.forward(record.withValue(new Outgoing(topics.events() + Topics.DEAD_LETTER, -1, record.value())));
            meters.setAside(topics.events());
        }
    }

    private Migration migration(String id) {
        return migrations.computeIfAbsent(id, unknown -> {
            Migration migration = newMigration.apply(memory.tasks(id));
            memory.restore(id, migration, Instant.ofEpochMilli(context.currentSystemTimeMs()));
            changed.add(id);
            return migration;
        });
    }

    /** @param cause headers of the message that led to it */
    private void carryOut(String id, Decision decision, long timestamp, Headers cause) {
        memory.remember(id, decision);
        for (Decision.Dispatch dispatch : decision.dispatches()) {
            Outgoing task = new Outgoing(topics.of(dispatch.task()), dispatch.lane(), dispatch.task());
            context.forward(new Record<>(dispatch.task().ref().key(), task, timestamp, Traces.carriedOn(cause)));
        }
        if (!decision.isEmpty()) {
            changed.add(id);
        }
    }

    /** A running migration is told of even when nothing happens: its speed changes by that. */
    private void watch(Instant now) {
        migrations.forEach((id, migration) -> {
            carryOut(id, migration.watch(now), now.toEpochMilli(), new RecordHeaders());
            if (migration.isActive()) {
                changed.add(id);
            }
        });
    }

    private void pace(Instant now) {
        migrations.forEach(
                (id, migration) -> carryOut(id, migration.pace(now), now.toEpochMilli(), new RecordHeaders()));
    }

    private void publishStatus() {
        for (String id : changed) {
            Migration migration = migrations.get(id);
            if (migration != null) {
                migration.status().messages().forEach(this::publish);
            }
        }
        changed.clear();
    }

    private void publish(StatusMessage status) {
        String key = switch (status) {
            case StatusMessage.MigrationStatus whole -> whole.migration();
            case StatusMessage.CollectionStatus part -> part.migration() + "/" + part.source();
        };
        if (!status.equals(published.put(key, status))) {
            context.forward(
                    new Record<>(key, new Outgoing(topics.status(), -1, status), context.currentSystemTimeMs()));
        }
    }
}
