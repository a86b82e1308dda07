package io.m2m.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.m2m.verifier.verify.Target.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verifier relies on, whoever the target is. */
public abstract class TargetContract {
    private static final long LAST = Long.MAX_VALUE;
    private static final long FIRST = Long.MIN_VALUE;

    /** A target that holds the collection. */
    protected abstract Target target(TargetSpec spec);

    protected abstract String name(String purpose);

    @Test
    void describesWhatACollectionIs() {
        TargetSpec spec = new TargetSpec(name("describes")).rows("b2020", Row.floats(1, 1, 2, 3, 4));
        spec.index = "IVF_FLAT";
        spec.params = Map.of("nlist", "16");
        Target target = target(spec);

        TargetCollection found = target.describe(spec.name).orElseThrow();

        assertThat(found.partitions()).containsExactlyInAnyOrder("_default", "b2020");
        assertThat(found.field("id")).hasValue(new TargetCollection.Field("id", "Int64", true, false, 0));
        assertThat(found.field("data")).hasValue(new TargetCollection.Field("data", "FloatVector", false, false, 4));
        assertThat(found.loaded()).isTrue();
        assertThat(found.index()).isNotNull();
        assertThat(found.index().type()).isEqualTo("IVF_FLAT");
        assertThat(found.index().metric()).isEqualTo("L2");
        assertThat(found.index().params()).containsEntry("nlist", "16");
        assertThat(found.index().state()).isEqualTo("Finished");
        assertThat(target.describe(spec.name + "_not")).isEmpty();
    }

    @Test
    void tellsThatNoIndexIsThereAndNothingIsLoaded() {
        TargetSpec spec = new TargetSpec(name("bare")).rows("_default", Row.floats(1, 1, 2, 3, 4));
        spec.indexed = false;
        spec.loaded = false;
        Target target = target(spec);

        TargetCollection found = target.describe(spec.name).orElseThrow();

        assertThat(found.index()).isNull();
        assertThat(found.loaded()).isFalse();
        assertThat(target.stored(new TargetPartition(spec.name, "_default"))).isEqualTo(1);
    }

    @Test
    void loadsWhatHasAnIndex() {
        TargetSpec spec = new TargetSpec(name("loads")).rows("_default", Row.floats(1, 1, 2, 3, 4));
        spec.loaded = false;
        Target target = target(spec);

        target.load(spec.name);

        assertThat(target.describe(spec.name).orElseThrow().loaded()).isTrue();
        assertThat(target.count(new TargetPartition(spec.name, "_default"), IdSet.Range.ALL))
                .isEqualTo(1);
    }

    @Test
    void isNotBehindWhenEverythingIsLoaded() {
        TargetSpec spec = new TargetSpec(name("ahead")).rows("_default", Row.floats(1, 1, 2, 3, 4));

        assertThat(target(spec).behind(spec.name)).isFalse();
    }

    @Test
    void countsEveryCopyAndReturnsOne() {
        TargetSpec spec = new TargetSpec(name("copies"));
        spec.rows("_default", Row.floats(5, 1, 1, 1, 1), Row.floats(5, 1, 1, 1, 1), Row.floats(6, 2, 2, 2, 2));
        spec.rows("other", Row.floats(5, 3, 3, 3, 3));
        Target target = target(spec);
        TargetPartition partition = new TargetPartition(spec.name, "_default");

        assertThat(target.count(partition, IdSet.Range.ALL)).isEqualTo(3);
        assertThat(target.count(partition, new IdSet.Listed(List.of(5L)))).isEqualTo(2);
        assertThat(target.count(partition, new IdSet.Range(5, 5))).isEqualTo(2);
        assertThat(rows(target, partition, IdSet.Range.ALL, 16))
                .containsExactlyInAnyOrder(Row.floats(5, 1, 1, 1, 1), Row.floats(6, 2, 2, 2, 2));
        assertThat(rows(target, new TargetPartition(spec.name, "other"), IdSet.Range.ALL, 16))
                .containsExactly(Row.floats(5, 3, 3, 3, 3));
    }

    @Test
    void reachesIdsAtBothEnds() {
        TargetSpec spec = new TargetSpec(name("ends"));
        long[] ids = {FIRST, FIRST + 1, -7, 0, 1L << 53 | 1, LAST - 1, LAST};
        for (long id : ids) {
            spec.rows("_default", Row.floats(id, id, 1, 2, 3));
        }
        Target target = target(spec);
        TargetPartition partition = new TargetPartition(spec.name, "_default");

        assertThat(ids(target, partition, IdSet.Range.ALL))
                .containsExactlyInAnyOrder(FIRST, FIRST + 1, -7L, 0L, 1L << 53 | 1, LAST - 1);
        assertThat(ids(target, partition, new IdSet.Range(FIRST, FIRST))).containsExactly(FIRST);
        assertThat(ids(target, partition, new IdSet.Range(FIRST + 1, -1))).containsExactlyInAnyOrder(FIRST + 1, -7L);
        assertThat(ids(target, partition, new IdSet.Listed(List.of(FIRST, 0L, LAST, LAST - 1))))
                .containsExactlyInAnyOrder(FIRST, 0L, LAST - 1);
        assertThat(target.count(partition, IdSet.Range.ALL)).isEqualTo(7);
        assertThat(target.count(partition, new IdSet.Listed(List.of(LAST)))).isEqualTo(1);
        assertThat(target.count(partition, new IdSet.Range(LAST, LAST))).isEqualTo(1);
        assertThat(target.count(partition, new IdSet.Listed(List.of(FIRST)))).isEqualTo(1);
        assertThat(target.search(
                        partition,
                        VectorType.FLOAT,
                        Row.floats(LAST, LAST, 1, 2, 3).vector(),
                        3))
                .contains(new Hit(LAST, 0));
    }

    @Test
    void returnsFloatsBitForBit() {
        Row odd = Row.floats(1, -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, -Float.MIN_NORMAL);
        TargetSpec spec = new TargetSpec(name("bits")).rows("_default", odd);
        Target target = target(spec);

        assertThat(rows(target, new TargetPartition(spec.name, "_default"), IdSet.Range.ALL, 16))
                .containsExactly(odd);
    }

    @Test
    void returnsBinaryVectors() {
        Row[] rows = {Row.bits(1, 0, 255), Row.bits(2, 128, 1), Row.bits(3, 0, 0)};
        TargetSpec spec = new TargetSpec(name("binary")).binary(16).rows("_default", rows);
        Target target = target(spec);
        TargetPartition partition = new TargetPartition(spec.name, "_default");

        assertThat(rows(target, partition, IdSet.Range.ALL, 2)).containsExactlyInAnyOrder(rows);
        assertThat(target.search(partition, VectorType.BINARY, rows[1].vector(), 1))
                .containsExactly(new Hit(2, 0));
    }

    @Test
    void searchesAllPartitionsForEachVector() {
        TargetSpec spec = new TargetSpec(name("nearest"));
        spec.rows("_default", Row.floats(1, 0, 0, 0, 0), Row.floats(2, 3, 0, 0, 0));
        spec.rows("other", Row.floats(3, 2, 0, 0, 0), Row.floats(1, 5, 0, 0, 0));
        Target target = target(spec);
        List<byte[]> vectors = List.of(
                Row.floats(0, 0, 0, 0, 0).vector(), Row.floats(0, 3, 0, 0, 0).vector());

        assertThat(target.search(spec.name, VectorType.FLOAT, vectors, 3, Map.of()))
                .containsExactly(
                        List.of(new Hit(1, 0), new Hit(3, 4), new Hit(2, 9)),
                        List.of(new Hit(2, 0), new Hit(3, 1), new Hit(1, 4)));
    }

    @Test
    void tellsInnerProductsAndTheLargestFirst() {
        TargetSpec spec = new TargetSpec(name("inner"));
        spec.metric = "IP";
        spec.rows("_default", Row.floats(1, 1, 1, 0, 0), Row.floats(2, 3, 0, 0, 0), Row.floats(3, -9, 0, 0, 0));

        assertThat(target(spec)
                        .search(
                                spec.name,
                                VectorType.FLOAT,
                                List.of(Row.floats(0, 2, 1, 0, 0).vector()),
                                2,
                                Map.of()))
                .containsExactly(List.of(new Hit(2, 6), new Hit(1, 3)));
    }

    @ParameterizedTest
    @CsvSource({
        "JACCARD, '1=0, 3=0.5, 2=0.5, 4=1'",
        "SUBSTRUCTURE, '1=0, 2=0'",
        "SUPERSTRUCTURE, '1=0, 3=0, 4=0'",
        "HAMMING, '1=0, 3=1, 2=2, 4=2'"
    })
    void tellsHowFarBinaryVectorsAreApart(String metric, String expected) {
        TargetSpec spec = new TargetSpec(name("apart")).binary(16);
        spec.metric = metric;
        spec.rows("_default", Row.bits(1, 3, 0), Row.bits(2, 15, 0), Row.bits(3, 1, 0), Row.bits(4, 0, 0));

        assertThat(target(spec)
                        .search(
                                spec.name,
                                VectorType.BINARY,
                                List.of(Row.bits(0, 3, 0).vector()),
                                4,
                                Map.of())
                        .getFirst())
                .extracting(hit -> hit.id() + "=" + (hit.score() % 1 == 0 ? "" + (int) hit.score() : hit.score()))
                .containsExactlyInAnyOrder(expected.split(", "));
    }

    @Test
    void refusesAVectorOfAnotherWidth() {
        TargetSpec spec = new TargetSpec(name("width")).rows("_default", Row.floats(1, 1, 2, 3, 4));
        Target target = target(spec);

        assertThatThrownBy(() -> rows(target, new TargetPartition(spec.name, "_default"), IdSet.Range.ALL, 20))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.TARGET));
    }

    @Test
    void losesNothingBetweenPages() {
        int each = 20_000;
        TargetSpec spec = new TargetSpec(name("pages"));
        LongStream.range(0, each).forEach(i -> {
            // Three copies each in one import and others between them in the next: pages end in the middle of copies.
            spec.rows("_default", Row.floats(2 * (i / 3), i, 0, 0, 0));
        });
        LongStream.range(0, each).forEach(i -> spec.rows("_default", Row.floats(2 * i + 1, i, 1, 1, 1)));
        Target target = target(spec);
        TargetPartition partition = new TargetPartition(spec.name, "_default");

        List<Long> ids = ids(target, partition, IdSet.Range.ALL);

        long even = (each + 2) / 3;
        assertThat(ids).doesNotHaveDuplicates().hasSize((int) even + each);
        assertThat(target.count(partition, IdSet.Range.ALL)).isEqualTo(2L * each);
        assertThat(rows(target, partition, new IdSet.Range(0, 9_999), 16)).hasSize(10_000);
    }

    private static List<Long> ids(Target target, TargetPartition partition, IdSet ids) {
        List<Long> found = new ArrayList<>();
        target.rows(partition, ids, 0, (id, block, offset) -> found.add(id));
        return found;
    }

    private static List<Row> rows(Target target, TargetPartition partition, IdSet ids, int rowBytes) {
        List<Row> found = new ArrayList<>();
        target.rows(partition, ids, rowBytes, (id, block, offset) -> {
            byte[] vector = new byte[rowBytes];
            System.arraycopy(block, offset, vector, 0, rowBytes);
            found.add(new Row(id, vector));
        });
        return found;
    }
}
