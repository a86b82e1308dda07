package io.m2m.coordinator.catalog.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexParamsTest {
    private final IndexParams params = new IndexParams(Json.mapper());

    @Test
    void readsNumbersAndTextsAsText() {
        assertThat(params.read("{\"M\":16,\"efConstruction\":\"200\",\"r\":0.5,\"n\":null,\"o\":{}}"))
                .isEqualTo(Map.of("M", "16", "efConstruction", "200", "r", "0.5", "n", "", "o", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", " ", "null", "[]", "16", "\"nlist\"", "{\"nlist\":", "nlist=16", "\u0000"})
    void trap33_takesWhatItCannotReadForNoParameters(String text) {
        assertThat(params.read(text)).isEmpty();
    }
}
