package io.m2m.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentSliceTest {
    private static final SegmentSlice WHOLE = new SegmentSlice("100", "c/100", 1, 0, 8, 8, 5L, List.of());

    @Test
    void isReadFromAPlanOfAVersionThatDidNotTellTheRowsByMetadata() {
        SegmentSlice read = Json.mapper().readValue("""
                        {"segment":"100","folder":"c/100","root":1,"firstRow":0,"rows":8,"segmentRows":8,"files":[]}""", SegmentSlice.class);

        assertThat(read).isEqualTo(new SegmentSlice("100", "c/100", 1, 0, 8, 8, null, List.of()));
    }

    @Test
    void aRangeIsOfTheSameSegment() {
        assertThat(WHOLE.range(2, 3)).isEqualTo(new SegmentSlice("100", "c/100", 1, 2, 3, 8, 5L, List.of()));
    }

    @Test
    void rowsAreTheSameWhateverMetadataSaid() {
        assertThat(WHOLE.sameRows(new SegmentSlice("100", "c/100", 1, 0, 8, 8, null, List.of())))
                .isTrue();
        assertThat(WHOLE.sameRows(WHOLE.range(0, 7))).isFalse();
    }
}
