package io.m2m.dumper.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CopySearchTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> shapes() {
        Random random = new Random(1);
        return Stream.of(
                ids("few values", i -> random.nextInt(50)),
                ids("some twice", i -> random.nextInt(100_000)),
                ids("all of a long", i -> i % 3 == 0 ? i : random.nextLong()),
                ids("both extremes", i -> i % 2 == 0 ? Long.MIN_VALUE + i % 7 : Long.MAX_VALUE - i % 11),
                ids("all of them twice", i -> i % 10_000),
                ids("falling", i -> -i),
                ids("rising but for the last", i -> i == 19_999 ? 0 : i),
                ids("one value", i -> -3));
    }

    private static Arguments ids(String name, LongUnaryOperator id) {
        return Arguments.of(name, LongStream.range(0, 20_000).map(id).toArray());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void everyRowButTheLastOfItsIdIsFoundInOrderHoweverLittleFitsIntoMemory(String name, long[] ids)
            throws IOException {
        List<String> expected = expected(ids);

        for (int atATime : new int[] {7, 300, 20_000}) {
            List<String> found = new ArrayList<>();
            CopySearch.Found counts = search(ids, atATime, found);

            assertThat(found).isEqualTo(expected);
            assertThat(counts.rows()).isEqualTo(expected.size());
            assertThat(counts.ids())
                    .isEqualTo(expected.stream()
                            .map(row -> row.split(" ")[1])
                            .distinct()
                            .count());
        }
    }

    @Test
    void idsThatRiseAreReadOnce() throws IOException {
        int[] readings = {0};

        CopySearch.Found found = new CopySearch(folder, 10)
                .search(
                        visitor -> {
                            readings[0]++;
                            rows(LongStream.range(-500, 500).toArray(), visitor);
                        },
                        1_000,
                        (row, id, later) -> {});

        assertThat(found).isEqualTo(new CopySearch.Found(0, 0));
        assertThat(readings[0]).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfWhatDidNotFitIntoMemory() throws IOException {
        search(LongStream.range(0, 200_000).map(i -> -i % 150_000).toArray(), 50_000, new ArrayList<>());

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTemporaryFolderThatDoesNotTakeTheIdsIsNamed() {
        long[] many = LongStream.range(0, 200_000).map(i -> -i).toArray();
        CopySearch search = new CopySearch(folder.resolve("gone"), 50_000);

        assertThatThrownBy(() -> search.search(visitor -> rows(many, visitor), many.length, (row, id, later) -> {}))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        full -> assertThat(full.problem().kind()).isEqualTo(Problem.Kind.UNREACHABLE))
                .hasMessageContainingAll(folder.resolve("gone").toString(), "16 bytes", "java.io.tmpdir");
    }

    @Test
    void rowsThatAreLeftOutOfTheNumberingDoNotMatter() throws IOException {
        List<String> found = new ArrayList<>();

        new CopySearch(folder, 2)
                .search(
                        visitor -> {
                            if (visitor.row(3, 9) && visitor.row(90, 8)) {
                                visitor.row(99, 9);
                            }
                        },
                        100,
                        (row, id, later) -> found.add(row + " " + id + " " + later));

        assertThat(found).containsExactly("3 9 99");
    }

    private CopySearch.Found search(long[] ids, int atATime, List<String> found) throws IOException {
        return new CopySearch(folder, atATime)
                .search(
                        visitor -> rows(ids, visitor),
                        ids.length,
                        (row, id, later) -> found.add(row + " " + id + " " + later));
    }

    private static void rows(long[] ids, CopySearch.RowVisitor visitor) throws IOException {
        for (int row = 0; row < ids.length && visitor.row(row, ids[row]); row++) {
            // All is in the condition.
        }
    }

    private static List<String> expected(long[] ids) {
        Map<Long, Integer> later = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (int row = ids.length - 1; row >= 0; row--) {
            Integer next = later.put(ids[row], row);
            if (next != null) {
                expected.addFirst(row + " " + ids[row] + " " + next);
            }
        }
        return expected;
    }
}
