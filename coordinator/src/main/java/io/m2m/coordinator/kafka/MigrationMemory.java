package io.m2m.coordinator.kafka;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.PlanEntry;
import io.m2m.coordinator.migration.CollectionRecord;
import io.m2m.coordinator.migration.Decision;
import io.m2m.coordinator.migration.Migration;
import io.m2m.coordinator.migration.MigrationRecord;
import io.m2m.coordinator.migration.TaskArchive;
import io.m2m.coordinator.migration.TaskRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A migration's records in the coordinator's store, whose changelog is its memory.
 *
 * <pre>
 * m/&lt;migration&gt;              the migration
 * c/&lt;migration&gt;/&lt;collection&gt; its collections
 * t/&lt;migration&gt;/&lt;step&gt;/&lt;name&gt; its tasks
 * </pre>
 */
final class MigrationMemory {
    private final KeyValueStore<String, byte[]> store;
    private final JsonMapper mapper;

    MigrationMemory(KeyValueStore<String, byte[]> store, JsonMapper mapper) {
        this.store = store;
        this.mapper = compact(mapper);
    }

    /** Of tasks there may be millions: their records are arrays without the names of their parts. */
    private static JsonMapper compact(JsonMapper mapper) {
        JsonMapper.Builder builder = mapper.rebuild();
        for (Class<?> type : List.of(TaskRecord.class, PlanEntry.class, DumpFacts.class)) {
            builder.withConfigOverride(
                    type, format -> format.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY)));
        }
        return builder.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    }

    List<MigrationRecord> migrations() {
        return all("m/", MigrationRecord.class);
    }

    void restore(String id, Migration migration, Instant now) {
        Optional.ofNullable(store.get("m/" + id))
                .ifPresent(known -> migration.restore(
                        mapper.readValue(known, MigrationRecord.class),
                        all("c/" + id + "/", CollectionRecord.class),
                        now));
    }

    /** The tasks of one migration. */
    TaskArchive tasks(String id) {
        String prefix = "t/" + id + "/";
        return new TaskArchive() {
            @Override
            public @Nullable TaskRecord find(String key) {
                byte[] known = store.get(prefix + key);
                return known == null ? null : mapper.readValue(known, TaskRecord.class);
            }

            @Override
            public void each(Consumer<TaskRecord> task) {
                MigrationMemory.this.each(prefix, TaskRecord.class, task);
            }
        };
    }

    void remember(String id, Decision decision) {
        if (decision.startedAnew()) {
            forget("c/" + id + "/");
            forget("t/" + id + "/");
        }
        decision.migrations().forEach(record -> put("m/" + id, record));
        decision.collections()
                .forEach(record -> put("c/" + id + "/" + record.planned().source(), record));
        decision.tasks().forEach(record -> put("t/" + id + "/" + record.key(), record));
    }

    private void put(String key, Object record) {
        store.put(key, mapper.writeValueAsBytes(record));
    }

    private void forget(String prefix) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix, new StringSerializer())) {
            found.forEachRemaining(entry -> keys.add(entry.key));
        }
        for (String key : keys) {
            store.delete(key);
        }
    }

    private <T> List<T> all(String prefix, Class<T> type) {
        List<T> records = new ArrayList<>();
        each(prefix, type, records::add);
        return records;
    }

    private <T> void each(String prefix, Class<T> type, Consumer<T> record) {
        try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix, new StringSerializer())) {
            found.forEachRemaining(entry -> record.accept(mapper.readValue(entry.value, type)));
        }
    }
}
