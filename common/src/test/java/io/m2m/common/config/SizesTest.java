package io.m2m.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7168",
        "7B,7",
        "1 KB,1000",
        "1KiB,1024",
        "1 k,1024",
        "512MB,512000000",
        "1 GiB,1073741824",
        "1g,1073741824",
        "1.5 MiB,1572864",
        "0.0001 KiB,0"
    })
    void readsSizesAsPeopleWriteThem(String text, long bytes) {
        assertThat(Sizes.parse(text, 1024)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1 furlong", "1 GiB more", "GiB", "1e9", "0x10", "99999999999 GiB", "1,000"})
    void refusesWhatIsNoSize(String text) {
        assertThat(Sizes.parse(text, 1)).isEmpty();
    }
}
