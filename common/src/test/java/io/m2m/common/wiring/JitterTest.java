package io.m2m.common.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JitterTest {
    @Test
    void makesPausesThatAreUnequalAndAboutAsLong() {
        List<Duration> pauses = Stream.generate(() -> Jitter.of(Duration.ofSeconds(2)))
                .limit(1_000)
                .toList();

        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));
        assertThat(pauses.stream().distinct()).hasSizeGreaterThan(100);
    }
}
