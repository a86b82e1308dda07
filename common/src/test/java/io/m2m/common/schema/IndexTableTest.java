package io.m2m.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page says of every index and metric what the mapping makes of them. */
final class IndexTableTest {
    static Stream<Arguments> rows() {
        return Stream.of(IndexTable.values())
                .flatMap(table -> table.rows().stream().map(row -> Arguments.of(table.server(), row)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowSaysWhatTheMappingMakes(ServerVersion server, IndexTable.Row row) {
        Metric metric = Metric.valueOf(row.source().metric());

        TargetIndex index = IndexMapping.of(
                metric.vectorType(),
                IndexTable.dim(metric),
                metric,
                new SourceIndex(row.source().type(), row.source().params()),
                new IndexChoice.FromSource(),
                server);

        assertThat(new IndexTable.Index(index.type(), index.metric(), index.params()))
                .isEqualTo(row.target());
    }

    @Test
    void bothTablesAreThere() {
        assertThat(IndexTable.SINCE_2_3.rows()).hasSizeGreaterThan(20);
        assertThat(IndexTable.ON_2_2.rows()).hasSizeGreaterThan(3);
    }

    @Test
    void theTableHasEveryIndexAndEveryMetricOf1x() {
        List<IndexTable.Row> rows = IndexTable.SINCE_2_3.rows();
        assertThat(rows.stream().map(row -> row.source().type()))
                .contains(
                        "FLAT",
                        "IVF_FLAT",
                        "IVF_SQ8",
                        "NSG",
                        "IVF_SQ8H",
                        "IVF_PQ",
                        "SPTAG_KDT",
                        "SPTAG_BKT",
                        "BIN_FLAT",
                        "BIN_IVF_FLAT",
                        "HNSW",
                        "ANNOY");
        assertThat(rows.stream().map(row -> row.source().metric()))
                .containsAll(Stream.of(Metric.values()).map(Metric::name).toList());
    }
}
