package io.m2m.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.m2m.common.model.VectorType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistancesTest {
    private static double distance(VectorType type, String metric, Row query, Row row) {
        return distances(type, metric, query, row).to(0);
    }

    private static Distances distances(VectorType type, String metric, Row query, Row row) {
        Distances distances = Distances.of(type, metric, List.of(query.vector()));
        byte[] block = new byte[row.vector().length + 3];
        System.arraycopy(row.vector(), 0, block, 3, row.vector().length);
        distances.row(block, 3);
        return distances;
    }

    @ParameterizedTest
    @ValueSource(strings = {"HAMMING", "JACCARD"})
    void countsBitsWhateverTheWidth(String metric) {
        Random random = new Random(1);
        for (int bytes = 1; bytes < 40; bytes++) {
            byte[] query = new byte[bytes];
            byte[] row = new byte[bytes];
            random.nextBytes(query);
            random.nextBytes(row);

            assertThat(distance(VectorType.BINARY, metric, new Row(1, query), new Row(2, row)))
                    .isCloseTo(PlainDistance.score(metric, query, row), within(1e-6));
        }
    }

    @Test
    void knowsWhichVectorIsPartOfWhich() {
        Row part = Row.bits(1, 3, 0);
        Row whole = Row.bits(2, 15, 1);

        assertThat(distance(VectorType.BINARY, "SUBSTRUCTURE", part, whole)).isZero();
        assertThat(distance(VectorType.BINARY, "SUBSTRUCTURE", whole, part)).isInfinite();
        assertThat(distance(VectorType.BINARY, "SUPERSTRUCTURE", whole, part)).isZero();
        assertThat(distance(VectorType.BINARY, "SUPERSTRUCTURE", part, whole)).isInfinite();
    }

    @Test
    void computesTanimotoAsOneXDid() {
        assertThat(distance(VectorType.BINARY, "TANIMOTO", Row.bits(1, 3), Row.bits(2, 15)))
                .isCloseTo(1, within(1e-12));
        assertThat(distance(VectorType.BINARY, "TANIMOTO", Row.bits(1, 1), Row.bits(2, 2)))
                .isInfinite();
    }

    @Test
    void takesTheLargestProductForTheNearest() {
        Row query = Row.floats(1, 2, 1, 0);
        Distances distances = distances(VectorType.FLOAT, "IP", query, Row.floats(2, 3, -1, 5));

        assertThat(distances.to(0)).isEqualTo(-5);
        assertThat(distances.score(distances.to(0))).isEqualTo(5);
    }

    @Test
    void toleratesWhatFloatsLoseAndNoMore() {
        Random random = new Random(2);
        float[] query = new float[769];
        float[] row = new float[769];
        for (int i = 0; i < query.length; i++) {
            query[i] = random.nextFloat() * 1_000 + 5_000;
            row[i] = random.nextFloat() * 1_000 + 5_000;
        }
        Distances distances = distances(VectorType.FLOAT, "L2", Row.floats(1, query), Row.floats(2, row));
        float inFloats = PlainDistance.score(
                "L2", Row.floats(1, query).vector(), Row.floats(2, row).vector());

        assertThat((double) inFloats).isCloseTo(distances.to(0), within(distances.tolerance(0)));
        assertThat(distances.tolerance(0)).isLessThan(distances.to(0) / 100);
    }
}
