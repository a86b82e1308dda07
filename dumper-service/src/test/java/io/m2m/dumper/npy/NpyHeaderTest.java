package io.m2m.dumper.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NpyHeaderTest {
    /** Lines that numpy wrote: dtype; shape; header in hex. */
    static Stream<String> writtenByNumpy() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NpyHeaderTest.class.getResourceAsStream("headers.txt")),
                StandardCharsets.US_ASCII))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("writtenByNumpy")
    void isWhatNumpyWrites(String line) {
        String[] parts = line.split(";");
        List<Long> shape = Arrays.stream(parts[1].split(",")).map(Long::valueOf).toList();

        assertThat(HexFormat.of().formatHex(NpyHeader.of(parts[0], shape))).isEqualTo(parts[2]);
    }
}
