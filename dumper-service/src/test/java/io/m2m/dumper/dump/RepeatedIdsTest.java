package io.m2m.dumper.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RepeatedIdsTest {
    static Stream<Arguments> shapes() {
        Random random = new Random(1);
        return Stream.of(
                ids("few values", i -> random.nextInt(50)),
                ids("some twice", i -> random.nextInt(100_000)),
                ids("all of a long", i -> i % 3 == 0 ? i : random.nextLong()),
                ids("both extremes", i -> i % 2 == 0 ? Long.MIN_VALUE + i % 7 : Long.MAX_VALUE - i % 11),
                ids("one crowded corner", i -> i == 5 ? Long.MAX_VALUE : 1_000_000_000_000L + random.nextInt(30_000)),
                ids("one value and its neighbours", i -> i % 10 == 0 ? i : 77),
                ids("falling", i -> -i),
                ids("one value", i -> -3));
    }

    private static Arguments ids(String name, LongUnaryOperator id) {
        return Arguments.of(name, LongStream.range(0, 20_000).map(id).toArray());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void aFewAtATimeGiveTheExactCount(String name, long[] ids) throws IOException {
        long distinct = LongStream.of(ids).distinct().count();

        assertThat(count(ids, 300)).isEqualTo(ids.length - distinct);
        assertThat(count(ids, 7)).isEqualTo(ids.length - distinct);
        assertThat(count(ids, ids.length)).isEqualTo(ids.length - distinct);
    }

    @Test
    void moreIdsThanABlockOfTheReader() throws IOException {
        long[] ids = LongStream.range(0, 100_000).map(i -> i % 60_000).toArray();

        assertThat(count(ids, 30_000)).isEqualTo(40_000);
    }

    private static long count(long[] ids, int atATime) throws IOException {
        byte[] bytes = Bench.bytes(ids);
        return new RepeatedIds(() -> new ByteArrayInputStream(bytes), atATime)
                .count(
                        ids.length,
                        Arrays.stream(ids).min().orElseThrow(),
                        Arrays.stream(ids).max().orElseThrow());
    }
}
