package io.m2m.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Metric;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import io.m2m.coordinator.catalog.jdbc.SqliteMetadata;
import io.m2m.coordinator.catalog.json.MetaJsonFile;
import io.m2m.coordinator.plan.PlannedMigration;
import io.m2m.coordinator.salvage.Corrections;
import io.m2m.coordinator.salvage.Salvaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What folders that a 1.x server wrote tell, against the metadata it wrote beside them. */
class GenuineSalvageTest {
    @TempDir
    private Path parent;

    /** Metrics, tags of partitions and what was dropped or empty; which vectors are binary, folders do tell here. */
    @Test
    void aloneTheyTellAllButMetricsTagsAndWhatWasDroppedOrIsEmpty() throws IOException {
        assertThat(differences("mixed", false))
                .containsExactly(
                        "1795381515607692000: nothing -> FLOAT 16 L2",
                        "1795381515607692000/_default/1795381515631911000: nothing -> 30 rows",
                        "_Under9: FLOAT 3 IP -> FLOAT 3 L2",
                        "all_deleted_mem: FLOAT 8 L2 -> nothing",
                        "empty: FLOAT 8 L2 -> nothing",
                        "gone: nothing -> FLOAT 16 L2",
                        "gone/_default/1795381515583844000: nothing -> 30 rows",
                        "ham_64: BINARY 64 HAMMING -> BINARY 64 JACCARD",
                        "ip_96: FLOAT 96 IP -> FLOAT 96 L2",
                        "merged_empty/_default/1795381515817921000: nothing -> 0 rows",
                        "parts_32/1795381515348667000/1795381515402863000: nothing -> 54 rows",
                        "parts_32/1795381515354153000/1795381515418053000: nothing -> 29 rows",
                        "parts_32/1795381515357115000/1795381515428894000: nothing -> 17 rows",
                        "parts_32/1795381515365481000/1795381515435641000: nothing -> 10 rows",
                        "parts_32/1795381515378773000/1795381515442615000: nothing -> 10 rows",
                        "parts_32/a-b.c/1795381515442615000: 10 rows -> nothing",
                        "parts_32/blank tag/1795381515428894000: 17 rows -> nothing",
                        "parts_32/p 2 空/1795381515418053000: 29 rows -> nothing",
                        "parts_32/p1/1795381515402863000: 54 rows -> nothing",
                        "reborn: FLOAT 24 IP -> FLOAT 24 L2",
                        "sub_64: BINARY 64 SUBSTRUCTURE -> BINARY 64 JACCARD",
                        "sup_64: BINARY 64 SUPERSTRUCTURE -> BINARY 64 JACCARD",
                        "tan_8: BINARY 8 TANIMOTO -> BINARY 8 JACCARD");
    }

    @Test
    void withCorrectionsOnlyWhatWasDroppedOrIsEmptyDiffers() throws IOException {
        assertThat(differences("mixed", true))
                .containsExactly(
                        "1795381515607692000: nothing -> FLOAT 16 L2",
                        "1795381515607692000/_default/1795381515631911000: nothing -> 30 rows",
                        "all_deleted_mem: FLOAT 8 L2 -> nothing",
                        "empty: FLOAT 8 L2 -> nothing",
                        "gone: nothing -> FLOAT 16 L2",
                        "gone/_default/1795381515583844000: nothing -> 30 rows",
                        "merged_empty/_default/1795381515817921000: nothing -> 0 rows",
                        "parts_32/1795381515365481000/1795381515435641000: nothing -> 10 rows");
    }

    /** Eight segments that merges left behind lie beside those that hold their rows. */
    @Test
    void leftoversOfMergesAreToldFromLiveSegments() throws IOException {
        assertThat(differences("wal_clean_stop", true)).isEmpty();
    }

    /** Its {@code row_count} had drifted, because deleted rows were deleted again. */
    @Test
    void whereMetadataMiscountsTheFilesAreRight() throws IOException {
        assertThat(differences("codec_100", true))
                .containsExactly(
                        "b_jac/_default/1600000000000003000: 36 rows -> 38 rows",
                        "f_empty: FLOAT 4 L2 -> nothing",
                        "f_empty/_default/1600000000000005000: 0 rows -> nothing",
                        "f_l2/_default/1600000000000001000: 40 rows -> 43 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed", "wal_clean_stop", "wal_killed", "codec_100"})
    void aPlanFindsEverySegmentAsItWasSalvaged(String store) throws IOException {
        Genuine genuine = Genuine.copy(store, parent);
        Path export = parent.resolve("export");
        MetadataExport.fromTables(genuine.tables(), Corrections.NONE, export);

        PlannedMigration planned = new SourcePlanning(
                        Configs.local(
                                genuine.folder(),
                                Map.of(
                                        "meta.mode",
                                        "local",
                                        "meta.localFile",
                                        MetadataExport.file(export).toString())),
                        Meters.none())
                .plan();

        assertThat(planned.appendix().refused()).isEmpty();
        assertThat(planned.plan().collections())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.quarantined()).isEmpty());
    }

    @Test
    void whatWasGuessedLiesBesideTheMetadataAndNoFileOfTheSourceChanges() throws IOException {
        Genuine genuine = Genuine.copy("mixed", parent);
        List<String> before = genuine.listing();

        Salvaged salvaged = MetadataExport.fromTables(genuine.tables(), Corrections.NONE, parent.resolve("export"));

        assertThat(parent.resolve("export/guesses.txt")).hasContent(salvaged.text());
        assertThat(salvaged.text()).contains("Left out:\n- reborn/1795381515698186000", "Guessed:\n- ");
        assertThat(genuine.listing()).isEqualTo(before);
    }

    /** What is told of each collection by its metadata and, otherwise, by its folders. */
    private List<String> differences(String store, boolean corrected) throws IOException {
        Genuine genuine = Genuine.copy(store, parent);
        Metadata truth = new SqliteMetadata(genuine.metadata()).read();
        Path export = parent.resolve("export");
        Corrections corrections = corrected ? corrections(truth, genuine.tables()) : Corrections.NONE;
        MetadataExport.fromTables(genuine.tables(), corrections, export);
        Map<String, String> expected = described(truth);
        Map<String, String> found = described(read(export));
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            String there = expected.getOrDefault(name, "nothing");
            String here = found.getOrDefault(name, "nothing");
            if (!there.equals(here)) {
                differences.add(name + ": " + there + " -> " + here);
            }
        }
        return differences;
    }

    /** All that a user could know of the collections and partitions that have a folder. */
    private static Corrections corrections(Metadata truth, Path tables) {
        Map<String, String> metrics = new TreeMap<>();
        Map<String, String> partitions = new TreeMap<>();
        for (TableRow row : truth.tables()) {
            if (!row.ownerTable().isEmpty() && Files.isDirectory(tables.resolve(row.tableId()))) {
                partitions.put(row.tableId(), row.ownerTable() + "/" + row.partitionTag());
            }
        }
        for (TableRow row : truth.tables()) {
            Metric metric = Metric.ofCode(row.metricType()).orElseThrow();
            if (metric != Metric.L2 && row.ownerTable().isEmpty()) {
                metrics.put(row.tableId(), metric.name());
            }
        }
        return Corrections.of(Set.of(), metrics, partitions);
    }

    private static Metadata read(Path export) {
        try (LocalObjectStore folder = new LocalObjectStore(export)) {
            return new MetaJsonFile(folder, MetaJsonFile.NAME, Json.mapper()).read();
        }
    }

    private static Map<String, String> described(Metadata metadata) {
        Map<String, String> described = new TreeMap<>();
        for (SourceCollection each : MetadataSources.catalog(metadata).collections()) {
            described.put(each.name(), each.vectorType() + " " + each.dim() + " " + each.metric());
            each.partitions()
                    .forEach(partition -> partition
                            .segments()
                            .forEach(segment -> described.put(
                                    each.name() + "/" + partition.tag() + "/" + segment.segment(),
                                    segment.rows() + " rows")));
        }
        return described;
    }
}
