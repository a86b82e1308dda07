package io.m2m.verifier.milvus2;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.verifier.verify.IdSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionsTest {
    private static final long FIRST = Long.MIN_VALUE;

    private final Expressions expressions = new Expressions("id");

    @Test
    void writesARangeWithBothEnds() {
        assertThat(expressions.of(new IdSet.Range(-3, 5))).isEqualTo("id >= -3 and id <= 5");
    }

    @Test
    void neverWritesTheSmallestId() {
        assertThat(expressions.of(IdSet.Range.ALL)).isEqualTo("id <= 9223372036854775807");
        assertThat(expressions.of(new IdSet.Range(FIRST, FIRST))).isEqualTo("id < -9223372036854775807");
        assertThat(expressions.of(new IdSet.Listed(List.of(FIRST)))).isEqualTo("id < -9223372036854775807");
        assertThat(expressions.of(new IdSet.Listed(List.of(1L, FIRST, 2L))))
                .isEqualTo("id in [1, 2] or id < -9223372036854775807");
    }

    @Test
    void listsIds() {
        assertThat(expressions.of(new IdSet.Listed(List.of(1L, -2L)))).isEqualTo("id in [1, -2]");
    }
}
