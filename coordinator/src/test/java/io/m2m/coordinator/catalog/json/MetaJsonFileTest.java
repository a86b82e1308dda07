package io.m2m.coordinator.catalog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.json.Json;
import io.m2m.common.model.Metric;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.coordinator.catalog.Catalog;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import io.m2m.coordinator.catalog.Catalog.SourceSegment;
import io.m2m.coordinator.catalog.CatalogReader;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaJsonFileTest {
    /** As milvus-migration writes it. */
    private static final String OF_THE_OLD_TOOL = """
            {"collections":[{"collection":"test1w","metric":1,"rows":10000,"dim":256,"segments":[
            {"collection":"test1w","segment":"1678354366132931000","dim":256,"rows":10000,"fileSize":10320000}]}],"rows":10000}
            """;

    @TempDir
    private Path folder;

    private MetaJsonFile file;

    @BeforeEach
    void open() {
        file = new MetaJsonFile(new LocalObjectStore(folder), MetaJsonFile.NAME, Json.mapper());
    }

    @Test
    void readsTheFileOfTheOldToolAsBruteForceWithTheStoredMetric() throws IOException {
        SourceCollection collection = catalog(OF_THE_OLD_TOOL).collections().getFirst();

        assertThat(collection.name()).isEqualTo("test1w");
        assertThat(collection.vectorType()).isEqualTo(VectorType.FLOAT);
        assertThat(collection.metric()).isEqualTo(Metric.L2);
        assertThat(collection.dim()).isEqualTo(256);
        assertThat(collection.index()).isEqualTo(new SourceIndex("FLAT", Map.of()));
        assertThat(collection.countedRows()).isEqualTo(10_000);
        assertThat(collection.refusal()).isNull();
        assertThat(collection.partitions()).hasSize(1);
        assertThat(collection.partitions().getFirst().segments())
                .containsExactly(
                        new SourceSegment("1678354366132931000", "test1w/1678354366132931000", 10_000, 10_320_000));
    }

    @Test
    void readsABinaryCollectionOfTheOldToolByItsMetric() throws IOException {
        SourceCollection collection = catalog(OF_THE_OLD_TOOL.replace("\"metric\":1", "\"metric\":4"))
                .collections()
                .getFirst();

        assertThat(collection.vectorType()).isEqualTo(VectorType.BINARY);
        assertThat(collection.index().type()).isEqualTo("BIN_FLAT");
    }

    @Test
    void passesOverWhatItDoesNotKnow() throws IOException {
        assertThat(catalog(OF_THE_OLD_TOOL.replace("\"rows\":10000}\n", "\"milvusVersion\":\"1.1\"}"))
                        .collections())
                .hasSize(1);
    }

    @Test
    void acceptsACollectionWithoutSegments() throws IOException {
        assertThat(catalog("{\"collections\":[{\"collection\":\"c\",\"metric\":1,\"dim\":4}]}")
                        .collections()
                        .getFirst()
                        .partitions()
                        .getFirst()
                        .segments())
                .isEmpty();
    }

    @Test
    void saysThatANumberIsAPartitionTheOldToolTookForACollection() throws IOException {
        SourceCollection collection = catalog(OF_THE_OLD_TOOL.replace("test1w", "1795381515354153000"))
                .collections()
                .getFirst();

        assertThat(collection.notes()).singleElement().asString().contains("partition", "m2m export");
    }

    @Test
    void readsItsOwnExportAsItWas() throws IOException {
        Metadata metadata = new Rows()
                .table("c", 0, 64, Rows.JACCARD, 10, "{\"nlist\":16}", "", "")
                .partition("c", "p 2 空", "7")
                .table("gone", 1, 4, Rows.L2, 1, "{}", "", "")
                .file("c", "100", Rows.BACKUP, 50)
                .file("c", "100", "105", Rows.INDEX, 50)
                .file("7", "200", Rows.RAW, -3)
                .field("c", "age", 4)
                .metadata();

        file.write(metadata);

        assertThat(file.read()).isEqualTo(metadata);
    }

    @Test
    void exportsWhatTheOldToolReads() throws IOException {
        file.write(new Rows()
                .collection("c")
                .partition("c", "p", "7")
                .file("c", "100", Rows.BACKUP, 50)
                .file("c", "100", "105", Rows.INDEX, 50)
                .file("7", "200", Rows.RAW, 3)
                .file("7", "201", Rows.TO_DELETE, 3)
                .metadata());

        assertThat(Json.mapper().readTree(folder.resolve("meta.json").toFile()).path("collections"))
                .isEqualTo(Json.mapper().readTree("""
                        [{"collection":"c","metric":1,"rows":50,"dim":4,"segments":[
                          {"collection":"c","segment":"100","dim":4,"rows":50,"fileSize":1200}]},
                         {"collection":"7","metric":1,"rows":3,"dim":4,"segments":[
                          {"collection":"7","segment":"200","dim":4,"rows":3,"fileSize":72}]}]"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"rows":1}                                                            | "collections"
            {}                                                                    | "collections"
            null                                                                  | null
            []                                                                    | no JSON object
            not json                                                              | token
            {"collections":[{"metric":1,"dim":4}]}                                | a collection has no name
            {"collections":[{"collection":"c","dim":4}]}                          | collections[0].metric is missing
            {"collections":[{"collection":"c","metric":1}]}                       | dim
            {"collections":[{"collection":"c","metric":1,"dim":"wide"}]}          | dim
            {"collections":[{"collection":"c","metric":1,"dim":4,"segments":[{"dim":4,"rows":1,"fileSize":2}]}]}                | no id
            {"collections":[{"collection":"c","metric":1,"dim":4,"segments":[{"segment":"1","dim":4,"rows":1}]}]}               | fileSize
            {"collections":[],"tables":[{"id":1,"tableId":"c"}],"files":[]}       | tables[0].state
            {"collections":[{"collection":"c"                                     | end-of-input
            """)
    void refusesADamagedFileByItsNameAndWhatIsWrong(String text, String named) throws IOException {
        Files.writeString(folder.resolve("meta.json"), text);

        Problem problem =
                catchThrowableOfType(ProblemException.class, () -> file.read()).problem();

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.sentence())
                .contains(folder.resolve("meta.json").toString(), named)
                .doesNotContain("Exception", "\n");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.createFile(folder.resolve("meta.json"));

        assertThat(catchThrowableOfType(ProblemException.class, () -> file.read())
                        .problem()
                        .kind())
                .isEqualTo(Problem.Kind.CONFIGURATION);
    }

    @Test
    void saysHowToMakeTheFileThatIsNotThere() {
        Problem problem =
                catchThrowableOfType(ProblemException.class, () -> file.read()).problem();

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.sentence()).contains("meta.json does not exist", "m2m export");
    }

    private Catalog catalog(String text) throws IOException {
        Files.writeString(folder.resolve("meta.json"), text);
        return CatalogReader.read(file.read(), new IndexParams(Json.mapper())::read);
    }
}
