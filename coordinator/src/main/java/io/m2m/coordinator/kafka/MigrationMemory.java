package io.m2m.coordinator.kafka;

import io.m2m.coordinator.migration.CollectionRecord;
import io.m2m.coordinator.migration.Decision;
import io.m2m.coordinator.migration.Migration;
import io.m2m.coordinator.migration.MigrationRecord;
import io.m2m.coordinator.migration.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
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
        this.mapper = mapper;
    }

    List<MigrationRecord> migrations() {
        return all("m/", MigrationRecord.class);
    }

    void restore(String id, Migration migration) {
        Optional.ofNullable(store.get("m/" + id))
                .ifPresent(known -> migration.restore(
                        mapper.readValue(known, MigrationRecord.class),
                        all("c/" + id + "/", CollectionRecord.class),
                        all("t/" + id + "/", TaskRecord.class)));
    }

    void remember(String id, Decision decision) {
        if (decision.startedAnew()) {
            forget("c/" + id + "/");
            forget("t/" + id + "/");
        }
        decision.migrations().forEach(record -> put("m/" + id, record));
        decision.collections()
                .forEach(record -> put("c/" + id + "/" + record.planned().source(), record));
        decision.tasks().forEach(record -> put("t/" + id + "/" + record.step() + "/" + record.name(), record));
    }

    private void put(String key, Object record) {
        store.put(key, mapper.writeValueAsBytes(record));
    }

    private void forget(String prefix) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix, new StringSerializer())) {
            found.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }

    private <T> List<T> all(String prefix, Class<T> type) {
        List<T> records = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix, new StringSerializer())) {
            while (found.hasNext()) {
                KeyValue<String, byte[]> entry = found.next();
                records.add(mapper.readValue(entry.value, type));
            }
        }
        return records;
    }
}
