package io.m2m.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.metrics.Meters;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.coordinator.plan.PlannedMigration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What servers of 1.x wrote, against what they had been told. */
class SourcePlanningTest {
    private static final Path STORES = Path.of("src/test/resources/genuine");

    @TempDir
    private Path parent;

    static Stream<String> stores() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> folders = Files.list(STORES)) {
            folders.forEach(each -> names.add(each.getFileName().toString()));
        }
        assertThat(names).hasSizeGreaterThan(3);
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void plansTheCollectionsTheServerHeld(String store) throws IOException {
        Genuine genuine = Genuine.copy(store, parent);

        PlannedMigration planned = plan(genuine, Map.of());

        Set<String> expected = new HashSet<>(genuine.truth().propertyNames());
        assertThat(planned.plan().collections())
                .extracting(CollectionPlan::source)
                .containsExactlyInAnyOrderElementsOf(expected);
        for (CollectionPlan plan : planned.plan().collections()) {
            JsonNode truth = genuine.truth().path(plan.source());
            assertThat(plan.dim())
                    .as(plan.source())
                    .isEqualTo(truth.path("dimension").asInt());
            assertThat(plan.metric().code()).isEqualTo(truth.path("metric_type").asInt());
            assertThat(plan.vectorType().name().equals("BINARY"))
                    .isEqualTo(truth.path("binary").asBoolean());
            assertThat(plan.quarantined()).isEmpty();
            assertThat(plan.partitions())
                    .extracting(PartitionPlan::tag)
                    .containsExactlyInAnyOrderElementsOf(tags(truth));
        }
        assertThat(planned.appendix().refused()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void plansTheRowsTheServerHeld(String store) throws IOException {
        Genuine genuine = Genuine.copy(store, parent);

        List<DumpPlan> tasks = plan(genuine, Map.of()).tasks();

        for (String collection : genuine.truth().propertyNames()) {
            for (JsonNode partition :
                    genuine.truth().path(collection).path("partitions").values()) {
                String tag = partition.path("tag").asString();
                List<DumpPlan> own = tasks.stream()
                        .filter(task -> task.collection().equals(collection)
                                && task.partition().equals(tag))
                        .toList();
                long rows = own.stream().mapToLong(DumpPlan::rows).sum();
                assertThat(rows - deleted(genuine, own))
                        .as(collection + "/" + tag)
                        .isEqualTo(partition.path("rows").asLong());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void leavesTheSourceAsItIs(String store) throws IOException {
        Genuine genuine = Genuine.copy(store, parent);
        List<String> before = genuine.listing();

        plan(genuine, Map.of());

        assertThat(genuine.listing()).isEqualTo(before);
    }

    @Test
    void correction2_tellsOfSegmentsThatWereBeingWrittenWhenTheServerWasKilled() throws IOException {
        PlannedMigration planned = plan(Genuine.copy("wal_killed", parent), Map.of());

        assertThat(planned.plan().collections())
                .hasSize(4)
                .allSatisfy(plan -> assertThat(plan.notes())
                        .anyMatch(note -> note.contains("was being written when the server ended")));
    }

    @Test
    void correction2_tellsWhatIsOnlyInTheServersLog() throws IOException {
        Genuine killed = Genuine.copy("wal_killed", parent);

        PlannedMigration planned = plan(
                killed,
                Map.of("source.local.walDir", killed.folder().resolve("wal").toString()));

        assertThat(planned.plan().collection("w_l2").notes())
                .anyMatch(note -> note.contains("60 inserts and 6 deletes") && note.contains("not migrated"));
    }

    @Test
    void correction3_saysNothingOfALogWhoseRowsWereFlushed() throws IOException {
        Genuine stopped = Genuine.copy("wal_clean_stop", parent);

        assertThat(plan(
                        stopped,
                        Map.of(
                                "source.local.walDir",
                                stopped.folder().resolve("wal").toString())))
                .isEqualTo(plan(stopped, Map.of()));
    }

    @Test
    void trap31_plansAHybridCollectionAndTellsWhatIsLeftOut() throws IOException {
        PlannedMigration planned = plan(Genuine.copy("codec_100", parent), Map.of());

        assertThat(planned.appendix().shortfalls()).containsOnlyKeys("hyb");
        assertThat(planned.plan().collection("hyb").tasks()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"codec_100", "mixed", "wal_killed"})
    void anExportGivesTheSamePlan(String store) throws IOException {
        Genuine genuine = Genuine.copy(store, parent);
        Path exported = MetadataExport.fromSqlite(genuine.metadata(), parent.resolve("export"));

        PlannedMigration planned = plan(genuine, Map.of("meta.mode", "local", "meta.localFile", exported.toString()));

        assertThat(planned).isEqualTo(plan(genuine, Map.of()));
    }

    private static PlannedMigration plan(Genuine store, Map<String, String> assignments) throws IOException {
        return new SourcePlanning(Configs.local(store.folder(), assignments), Meters.none()).plan();
    }

    private static List<String> tags(JsonNode truth) {
        return truth.path("partitions")
                .valueStream()
                .map(each -> each.path("tag").asString())
                .toList();
    }

    /** Distinct offsets of {@code deleted_docs}: 8 bytes payload length, then 4 bytes each, little-endian. */
    private static long deleted(Genuine store, List<DumpPlan> tasks) throws IOException {
        long deleted = 0;
        for (DumpPlan task : tasks) {
            for (var slice : task.segments()) {
                ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(
                                store.tables().resolve(slice.folder()).resolve("deleted_docs")))
                        .order(ByteOrder.LITTLE_ENDIAN);
                long count = file.getLong() / 4;
                Set<Integer> offsets = new HashSet<>();
                for (long i = 0; i < count; i++) {
                    offsets.add(file.getInt());
                }
                deleted += offsets.size();
            }
        }
        return deleted;
    }
}
