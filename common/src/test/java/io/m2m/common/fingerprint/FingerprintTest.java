package io.m2m.common.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is arithmetic on {@link BigInteger}s. */
class FingerprintTest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

    /** Pairs that carry out of the lower half, out of the whole, and not at all. */
    static Stream<Fingerprint[]> pairs() {
        Random random = new Random(1);
        return Stream.concat(
                Stream.of(
                        pair(0, 0, 0, 0),
                        pair(0, -1, 0, 1),
                        pair(-1, -1, 0, 1),
                        pair(-1, -1, -1, -1),
                        pair(0, Long.MIN_VALUE, 0, Long.MIN_VALUE),
                        pair(Long.MAX_VALUE, -1, 0, -1),
                        pair(1, 0, 0, 1)),
                Stream.generate(() -> pair(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()))
                        .limit(100));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void addsModuloTwoToThe128(Fingerprint one, Fingerprint other) {
        assertThat(number(one.plus(other)))
                .isEqualTo(number(one).add(number(other)).mod(MODULUS));
        assertThat(one.plus(other)).isEqualTo(other.plus(one));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void takesAwayWhatWasAdded(Fingerprint one, Fingerprint other) {
        assertThat(number(one.minus(other)))
                .isEqualTo(number(one).subtract(number(other)).mod(MODULUS));
        assertThat(one.plus(other).minus(other)).isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsBackItsOwnText(Fingerprint one, Fingerprint other) {
        assertThat(one.toString()).matches("[0-9a-f]{32}");
        assertThat(Fingerprint.parse(one.toString())).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00000000000000000000000000000000f", "g0000000000000000000000000000000"})
    void refusesTextThatIsNoFingerprint(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.parse(text));
    }

    private static Fingerprint[] pair(long high, long low, long otherHigh, long otherLow) {
        return new Fingerprint[] {new Fingerprint(high, low), new Fingerprint(otherHigh, otherLow)};
    }

    private static BigInteger number(Fingerprint fingerprint) {
        return new BigInteger(fingerprint.toString(), 16);
    }
}
