package io.m2m.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFeatureTest {
    private static final List<String> VERSIONS = List.of(
            "2.1.4", "2.2.2", "2.2.16", "2.3.0", "2.3.5", "2.4.0", "2.4.5", "2.4.17", "2.5.27", "2.6.0", "2.6.23",
            "2.6.24", "3.0.0", "3.0.1", "3.0.2");

    /** Each with the versions of the list above that have it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IMPORT_OF_FILES | 2.2.2 2.2.16 2.3.0 2.3.5 2.4.0 2.4.5 2.4.17 2.5.27 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            COUNT_BY_QUERY | 2.3.0 2.3.5 2.4.0 2.4.5 2.4.17 2.5.27 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            TANIMOTO | 2.1.4 2.2.2 2.2.16
            ANNOY | 2.1.4 2.2.2 2.2.16
            STRUCTURE_METRICS | 2.1.4 2.2.2 2.2.16 2.3.5 2.4.0 2.4.5 2.4.17 2.5.27 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            WIDE_HNSW | 2.3.0 2.3.5 2.4.0 2.4.5 2.4.17 2.5.27 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            FLOAT_DIMENSION_OF_ONE | 2.1.4 2.2.2 2.2.16 2.3.0 2.3.5
            LONG_BINARY_VECTORS | 2.4.0 2.4.5 2.4.17 2.5.27 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            MORE_THAN_1024_PARTITIONS | 2.1.4 2.2.2 2.2.16 2.3.0 2.3.5 2.4.0
            IMPORT_OF_16_GIB | 2.2.16 2.3.0 2.3.5 2.4.0 2.4.5 2.4.17 2.5.27 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            IMPORT_LIMITED_AS_A_WHOLE | 2.4.0 2.4.5 2.4.17 2.5.27 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            IMPORT_JOBS | 2.4.0 2.4.5 2.4.17 2.5.27 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            LISTS_FILES_OVER_GRPC | 2.1.4 2.2.2 2.2.16 2.3.0 2.3.5
            JOBS_APPEAR_LATE | 2.6.0 2.6.23 2.6.24 3.0.0 3.0.1 3.0.2
            IDEMPOTENCY_KEYS | 2.6.24 3.0.2
            """)
    void isOfTheVersions(ServerFeature feature, String versions) {
        Stream<String> having = VERSIONS.stream().filter(version -> feature.on(ServerVersion.parse(version)));

        assertThat(having).containsExactly(versions.split(" "));
    }
}
