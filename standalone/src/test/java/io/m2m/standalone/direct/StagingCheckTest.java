package io.m2m.standalone.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.Secret;
import io.m2m.common.config.StagingConfig;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.m2m.common.storage.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingCheckTest {
    private static final long MORE_THAN_THERE_IS = 4_000_000_000_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void saysHowMuchRoomAFolderHasThatIsYetToBeMade() throws IOException {
        Path staging = folder.resolve("yet/to/be/made");

        assertThat(check(staging, task("t-1", 1_000)))
                .matches("Staging: " + staging + ", [0-9,]+\\.\\d MB free\n"
                        + "  not checked: whether the target reads this folder under the same path, which it does not"
                        + " tell\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAFolderBelowAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(
                file.resolve("staging/moves"),
                "target\\.local\\.outputDir names " + file + "/staging/moves, and " + file
                        + " is no folder; name one that is there or can be made",
                task("t-1", 1_000));
    }

    @Test
    void refusesALinkToNowhere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

        assertRefused(link, ".*and " + link + " is no folder;.*", task("t-1", 1_000));
    }

    @Test
    void refusesMoreThanThereIsRoomForWithBothNumbers() {
        assertRefused(
                folder.resolve("staging"),
                "target\\.local\\.outputDir names .*/staging, where 4,000,000,000,000\\.0 MB are still to be written, and"
                        + " the file system of " + folder
                        + " has [0-9,]+\\.\\d MB free; make room, or name a folder with"
                        + " more",
                task("t-1", MORE_THAN_THERE_IS));
    }

    @Test
    void doesNotCountWhatWasDumpedBefore() throws IOException {
        Path manifest = folder.resolve("faces/a%20b/t-1/manifest.json");
        Files.createDirectories(manifest.getParent());
        Files.writeString(manifest, "{}");

        assertThat(check(folder, task("t-1", MORE_THAN_THERE_IS), task("t-2", 1_000)))
                .contains(" MB free");
        assertRefused(folder, ".*where 4,000,000,000,000\\.0 MB are still.*", task("t-2", MORE_THAN_THERE_IS));
    }

    @Test
    void saysOfABucketWhatItDidNotCheck() throws IOException {
        StagingConfig bucket = new StagingConfig.Remote(new BucketConfig(
                "target.remote",
                Cloud.AWS,
                null,
                null,
                "a-bucket",
                "",
                Secret.of("id"),
                Secret.of("key"),
                null,
                false,
                false,
                IfMissing.ADVISE,
                null,
                null));

        String lines =
                new StagingCheck(bucket, new LocalObjectStore(folder)).check(List.of(task("t-1", MORE_THAN_THERE_IS)));

        assertThat(lines).isEqualTo("Staging: " + folder + """

                  not checked: whether objects may be written there, which would write one; whether the target reads this \
                bucket, which it does not tell
                """);
        assertThat(folder).isEmptyDirectory();
    }

    private static void assertRefused(Path staging, String sentence, DumpPlan... tasks) {
        assertThatThrownBy(() -> check(staging, tasks))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.CONFIGURATION))
                .message()
                .matches(sentence);
    }

    private static String check(Path staging, DumpPlan... tasks) throws IOException {
        return new StagingCheck(new StagingConfig.Local(staging), new LocalObjectStore(staging)).check(List.of(tasks));
    }

    private static DumpPlan task(String name, long bytes) {
        return new DumpPlan(name, "faces", "a b", VectorType.FLOAT, 4, bytes / 24, bytes, List.of());
    }
}
