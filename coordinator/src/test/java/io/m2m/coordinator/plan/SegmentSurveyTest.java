package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.catalog.Catalog.SourceSegment;
import io.m2m.coordinator.plan.SegmentSurvey.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentSurveyTest {
    private static final SourceSegment SEGMENT = new SourceSegment("100", "c/100", 3, 72);

    private static final String REMEDY = "; restore it from a copy of the store";

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    private final List<String> notes = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void write() {
        folder = Segments.write(first, "c/100", 3);
    }

    @Test
    void readsWhatThePlanNeedsFromSizesAlone() throws IOException {
        SegmentSlice slice = readable(look());

        assertThat(slice.segment()).isEqualTo("100");
        assertThat(slice.folder()).isEqualTo("c/100");
        assertThat(slice.root()).isZero();
        assertThat(slice.rows()).isEqualTo(3);
        assertThat(slice.whole()).isTrue();
        assertThat(slice.files())
                .extracting(SourceFile::name, SourceFile::bytes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("100.rv", 56L),
                        org.assertj.core.groups.Tuple.tuple("100.uid", 32L),
                        org.assertj.core.groups.Tuple.tuple("deleted_docs", 8L));
        assertThat(slice.vectors().modified())
                .isEqualTo(Files.getLastModifiedTime(folder.resolve("100.rv")).toInstant());
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.rv", "100.uid", "deleted_docs"})
    void quarantinesASegmentThatLacksAFile(String file) throws IOException {
        Files.delete(folder.resolve(file));

        assertThat(look()).isEqualTo(new Result.Unreadable("c/100/" + file, "is missing" + REMEDY));
    }

    @Test
    void quarantinesASegmentThatIsNotThereAtAll() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);

        assertThat(look()).isEqualTo(new Result.Unreadable("c/100/100.rv", "is missing" + REMEDY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.rv", "100.uid", "deleted_docs"})
    void quarantinesAFileTooShortForItsHeader(String file) throws IOException {
        for (int bytes : new int[] {0, 7}) {
            Segments.bytes(folder.resolve(file), new byte[bytes]);

            assertThat(look())
                    .isEqualTo(new Result.Unreadable(
                            "c/100/" + file, "has " + bytes + " bytes, too few for its header of 8" + REMEDY));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.rv", "100.uid", "deleted_docs"})
    void trap3_quarantinesAFileShorterThanItsHeaderSays(String file) throws IOException {
        Segments.file(folder.resolve(file), 1_000, 24);

        assertThat(look())
                .isEqualTo(new Result.Unreadable(
                        "c/100/" + file, "announces 1000 bytes after its header, but holds 24" + REMEDY));
    }

    @Test
    void trap2_takesALengthBeyondTheSignedRangeForDamage() throws IOException {
        Segments.file(folder.resolve("100.uid"), -1, 24);

        assertThat(look())
                .isEqualTo(new Result.Unreadable(
                        "c/100/100.uid",
                        "announces 18446744073709551615 bytes after its header, but holds 24" + REMEDY));
    }

    @Test
    void quarantinesIdsThatAreNoWholeNumber() throws IOException {
        Segments.file(folder.resolve("100.uid"), 23);

        assertThat(unreadable(look())).contains("holds 23 bytes of ids, which is no multiple of 8");
    }

    @Test
    void quarantinesOffsetsThatAreNoWholeNumber() throws IOException {
        Segments.file(folder.resolve("deleted_docs"), 6);

        assertThat(unreadable(look())).contains("holds 6 bytes of offsets, which is no multiple of 4");
    }

    @Test
    void quarantinesVectorsThatDoNotFitTheirIds() throws IOException {
        Segments.file(folder.resolve("100.rv"), 32);

        assertThat(unreadable(look()))
                .isEqualTo("c/100/100.rv holds 32 bytes of vectors, expected 48: 16 for each of the 3 ids in 100.uid"
                        + REMEDY);
    }

    @Test
    void trap4_trustsTheHeaderBeforeTheLength() throws IOException {
        Segments.file(folder.resolve("deleted_docs"), 4, 40);
        Segments.file(folder.resolve("100.rv"), 48, 60);
        Segments.file(folder.resolve("100.uid"), 24, 25);

        assertThat(readable(look()).rows()).isEqualTo(3);
    }

    @Test
    void trap5_passesOverLeftovers() throws IOException {
        Segments.file(folder.resolve("temp_del"), 4);
        Segments.file(folder.resolve("temp_bloom"), 4);
        Segments.bytes(folder.resolve("1795382142808270000"), new byte[500]);

        assertThat(readable(look()).rows()).isEqualTo(3);
        assertThat(notes).isEmpty();
    }

    @Test
    void trap6_anEmptySegmentIsReadable() throws IOException {
        Segments.write(first, "c/200", 0);

        assertThat(readable(look(new SourceSegment("200", "c/200", 0, 0))).rows())
                .isZero();
        assertThat(notes).isEmpty();
    }

    @Test
    void trap22_reportsSizesThatDisagreeWithTheMetadata() throws IOException {
        assertThat(readable(look(new SourceSegment("100", "c/100", 5, 80))).rows())
                .isEqualTo(3);

        assertThat(notes)
                .containsExactly(
                        "segment 100 has 72 bytes of vectors and ids, its metadata says 80; the files count",
                        "segment 100 holds 3 rows, its metadata says 5; the files count");
    }

    @Test
    void tellsTheRowsByMetadataBesideThoseOfTheFiles() throws IOException {
        assertThat(readable(look(new SourceSegment("100", "c/100", 2, 72))))
                .extracting(SegmentSlice::metadataRows, SegmentSlice::segmentRows)
                .containsExactly(2L, 3L);
    }

    @Test
    void trap22_fewerRowsByMetadataAreDeletesAndNoNews() throws IOException {
        assertThat(readable(look(new SourceSegment("100", "c/100", 1, 72))).rows())
                .isEqualTo(3);
        assertThat(readable(look(new SourceSegment("100", "c/100", -4, 72))).rows())
                .isEqualTo(3);

        assertThat(notes).isEmpty();
    }

    @Test
    void knowsNoSizeOfASegmentThatHasOnlyAnIndexRow() throws IOException {
        assertThat(readable(look(new SourceSegment("100", "c/100", 3, -1))).rows())
                .isEqualTo(3);

        assertThat(notes).isEmpty();
    }

    @Test
    void takesTheOnlyFilesOfAnotherNameAsTheServerDoes() throws IOException {
        Files.move(folder.resolve("100.rv"), folder.resolve("101.rv"));
        Files.move(folder.resolve("100.uid"), folder.resolve("102.uid"));

        assertThat(readable(look()).files())
                .extracting(SourceFile::name)
                .containsExactly("101.rv", "102.uid", "deleted_docs");
        assertThat(notes)
                .containsExactly(
                        "segment 100 has no file of its own name; c/100/101.rv is read",
                        "segment 100 has no file of its own name; c/100/102.uid is read");
    }

    @Test
    void doesNotChooseBetweenFilesOfOtherNames() throws IOException {
        Files.move(folder.resolve("100.rv"), folder.resolve("101.rv"));
        Segments.file(folder.resolve("102.rv"), 48);

        assertThat(unreadable(look())).isEqualTo("c/100/100.rv is missing, and there are 2 others" + REMEDY);
    }

    @Test
    void trap28_takesTheRootThatHoldsTheVectors() throws IOException {
        Segments.write(second, "c/200", 3);
        Segments.bytes(first.resolve("c/200/1795382142808270000"), new byte[500]);
        Segments.file(first.resolve("c/200/deleted_docs"), 0);

        SegmentSlice slice = readable(look(new SourceSegment("200", "c/200", 3, 72)));

        assertThat(slice.root()).isEqualTo(1);
        assertThat(notes).isEmpty();
    }

    @Test
    void trap28_takesTheRootThatHoldsVectorsOfAnotherName() throws IOException {
        Path other = Segments.write(second, "c/200", 3);
        Files.move(other.resolve("200.rv"), other.resolve("201.rv"));
        Files.createDirectories(first.resolve("c/200"));

        assertThat(readable(look(new SourceSegment("200", "c/200", 3, 72))).root())
                .isEqualTo(1);
    }

    @Test
    void trap28_warnsOfDeletesUnderAnotherRoot() throws IOException {
        Segments.file(second.resolve("c/100/deleted_docs"), 4);

        SegmentSlice slice = readable(look());

        assertThat(slice.root()).isZero();
        assertThat(slice.deletedDocs().bytes()).isEqualTo(8);
        assertThat(notes).singleElement().asString().contains("segment 100", second.toString());
    }

    private Result look() throws IOException {
        return look(SEGMENT);
    }

    private Result look(SourceSegment segment) throws IOException {
        List<ObjectStore> roots = List.of(new LocalObjectStore(first), new LocalObjectStore(second));
        return new SegmentSurvey(roots).look(segment, 16, notes::add);
    }

    private static SegmentSlice readable(Result result) {
        assertThat(result).isInstanceOf(Result.Readable.class);
        return ((Result.Readable) result).slice();
    }

    private static String unreadable(Result result) {
        assertThat(result).isInstanceOf(Result.Unreadable.class);
        Result.Unreadable unfit = (Result.Unreadable) result;
        return unfit.file() + " " + unfit.reason();
    }
}
