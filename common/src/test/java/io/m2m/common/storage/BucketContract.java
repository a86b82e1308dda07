package io.m2m.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.bucket.AbsentBucket;
import io.m2m.common.storage.bucket.BucketStores;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store of buckets does besides, against a server that checks who asks. */
public abstract class BucketContract extends ObjectStoreContract {
    private static final String FOLDER = "moves/first";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String bucket = "bucket-" + NUMBER.incrementAndGet() + "-" + System.nanoTime();
    private final List<ObjectStore> others = new ArrayList<>();

    /** Part of no sentence. */
    protected abstract String secret();

    protected abstract BucketStores stores();

    /** URL of the server, as sentences name it. */
    protected abstract String endpoint();

    /** The server's scheme of locations, such as {@code s3}. */
    protected abstract String scheme();

    /** @param trusted whether the credentials are those that the server takes */
    protected abstract BucketConfig config(
            String endpoint, String bucket, String folder, boolean trusted, IfMissing ifMissing);

    @Override
    protected ObjectStore open() {
        return stores().open(config(endpoint(), bucket, "/" + FOLDER + "/", true, IfMissing.MAKE), () -> {});
    }

    @AfterEach
    void closeOthers() {
        others.forEach(ObjectStore::close);
    }

    @Test
    void namesAnObjectToTheTargetByItsKeyFromTheBucketsRoot() {
        assertThat(store().importPath("a/id.npy")).isEqualTo("moves/first/a/id.npy");
        assertThat(store().location()).isEqualTo(scheme() + "://" + bucket + "/moves/first");
        assertThat(in(bucket, "").importPath("a/id.npy")).isEqualTo("a/id.npy");
        assertThat(in(bucket, "").location()).isEqualTo(scheme() + "://" + bucket);
    }

    @Test
    void keepsToItsFolderOfTheBucket() throws IOException {
        ObjectStore whole = in(bucket, "");
        write("inside", text("x"));
        write(whole, "moves/first-sibling");
        write(whole, "elsewhere");

        assertThat(keys("")).containsExactly("inside");
        try (var listed = whole.list("moves/first/")) {
            assertThat(listed).extracting("key").containsExactly("moves/first/inside");
        }
    }

    @Test
    void makesAMissingBucketWhenToldToAndTakesOneThatIsThere() throws IOException {
        at(config(endpoint(), "made-" + bucket, "", true, IfMissing.MAKE));
        write(in("made-" + bucket, ""), "key");

        at(config(endpoint(), "made-" + bucket, "", true, IfMissing.MAKE));

        assertThat(in("made-" + bucket, "").stat("key")).isPresent();
    }

    @Test
    void namesAMissingBucketAndHowToHaveItMade() {
        ObjectStore missing = in("no-such-" + bucket, FOLDER);

        for (ThrowingCallable call : makesBucketsByItself() ? everyReading(missing) : everyCallButDelete(missing)) {
            assertProblem(
                    Problem.Kind.UNREACHABLE,
                    call,
                    "the object store at " + endpoint() + " has no bucket no-such-" + bucket + "; correct"
                            + " target.remote.bucket, make the bucket, or set target.remote.checkBucket: true to have"
                            + " it made");
        }
    }

    @Test
    void refusesAMissingBucketOfTheSourceWithoutAWordOfMakingIt() {
        ObjectStore missing = at(config(endpoint(), "no-such-" + bucket, FOLDER, true, IfMissing.REFUSE));

        for (ThrowingCallable call : everyReading(missing)) {
            assertProblem(
                    Problem.Kind.UNREACHABLE,
                    call,
                    "has no bucket no-such-" + bucket
                            + "; correct target.remote.bucket; a bucket to read from is never made");
        }
    }

    @Test
    void aMissingBucketThatIsToBeLeftReadsAsAnEmptyOneAndIsNotMade() throws IOException {
        ObjectStore absent = at(config(endpoint(), "left-" + bucket, FOLDER, true, IfMissing.LEAVE));

        assertThat(absent).isInstanceOf(AbsentBucket.class);
        assertThat(absent.location()).isEqualTo(scheme() + "://left-" + bucket + "/moves/first");
        assertThat(absent.importPath("key")).isEqualTo("moves/first/key");
        assertThat(absent.stat("key")).isEmpty();
        assertThatThrownBy(() -> absent.open("key", 0)).isInstanceOf(NoSuchFileException.class);
        try (var listed = absent.list("")) {
            assertThat(listed).isEmpty();
        }
        absent.delete("key");
        assertProblem(
                Problem.Kind.UNREACHABLE, () -> in("left-" + bucket, "").stat("key"), "has no bucket left-" + bucket);
    }

    @Test
    void refusesWhatIsWrittenToAMissingBucketThatIsToBeLeft() {
        assumeFalse(makesBucketsByItself());
        ObjectStore absent = at(config(endpoint(), "left-" + bucket, FOLDER, true, IfMissing.LEAVE));

        assertProblem(
                Problem.Kind.UNREACHABLE,
                () -> write(absent, "key"),
                "has no bucket left-" + bucket + "; correct target.remote.bucket, or run m2m dump or m2m migrate, which"
                        + " make it");
    }

    @Test
    void aBucketThatIsThereIsReadWhetherOthersWouldMakeItOrNot() throws IOException {
        write("key", text("content"));

        for (IfMissing ifMissing : IfMissing.values()) {
            assertThat(at(config(endpoint(), bucket, FOLDER, true, ifMissing)).stat("key"))
                    .as("%s", ifMissing)
                    .isPresent();
        }
    }

    @Test
    void saysThatCredentialsAreRefusedAndNeverWhichOnes() {
        ObjectStore refused = at(config(endpoint(), bucket, FOLDER, false, IfMissing.ADVISE));

        for (ThrowingCallable call : everyCall(refused)) {
            assertProblem(
                    Problem.Kind.REFUSED,
                    call,
                    "the object store at " + endpoint() + " refuses access to bucket " + bucket,
                    "check the credentials of target.remote and their rights");
            assertThatThrownBy(call).message().doesNotContain(secret());
        }
        for (IfMissing ifMissing : List.of(IfMissing.MAKE, IfMissing.LEAVE)) {
            assertProblem(
                    Problem.Kind.REFUSED,
                    () -> at(config(endpoint(), bucket, FOLDER, false, ifMissing)),
                    "refuses access to bucket " + bucket);
        }
    }

    @Test
    void saysThatNothingAnswersAtTheEndpoint() {
        String nobody = "http://127.0.0.1:" + ServerProcess.freePort();
        ObjectStore unreachable = at(config(nobody, bucket, FOLDER, true, IfMissing.ADVISE));

        for (ThrowingCallable call : everyCall(unreachable)) {
            assertProblem(
                    Problem.Kind.UNREACHABLE,
                    call,
                    "the object store at " + nobody + " with bucket " + bucket + " cannot be reached",
                    // As an exception of the network is called, in every library.
                    "ConnectException",
                    "check target.remote.endpoint and that it runs");
        }
        for (IfMissing ifMissing : List.of(IfMissing.MAKE, IfMissing.LEAVE)) {
            assertProblem(
                    Problem.Kind.UNREACHABLE,
                    () -> at(config(nobody, bucket, FOLDER, true, ifMissing)),
                    "cannot be reached");
        }
    }

    @Test
    void writesNothingMoreAfterTheCommit() throws IOException {
        try (ObjectWriter writer = store().create("done")) {
            writer.commit();

            assertThatThrownBy(() -> writer.write(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(store().location() + "/done is written already");
        }
    }

    protected final String bucket() {
        return bucket;
    }

    /** Closed after the test. */
    protected final ObjectStore at(BucketConfig config) {
        ObjectStore store = stores().open(config, () -> {});
        others.add(store);
        return store;
    }

    protected final ObjectStore in(String bucket, String folder) {
        return at(config(endpoint(), bucket, folder, true, IfMissing.ADVISE));
    }

    protected static void write(ObjectStore store, String key) throws IOException {
        try (ObjectWriter writer = store.create(key)) {
            writer.write(text("content"));
            writer.commit();
        }
    }

    protected static void assertProblem(Problem.Kind kind, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(kind))
                .hasMessageContainingAll(parts);
    }

    /** Whether whoever writes to a bucket that is missing has it made. */
    protected boolean makesBucketsByItself() {
        return false;
    }

    private static List<ThrowingCallable> everyCall(ObjectStore store) {
        return Stream.concat(everyCallButDelete(store).stream(), Stream.of(() -> store.delete("key")))
                .toList();
    }

    /** A server may be content when what it is to delete is not there, bucket or object. */
    private static List<ThrowingCallable> everyCallButDelete(ObjectStore store) {
        return Stream.concat(everyReading(store).stream(), Stream.of(() -> write(store, "key")))
                .toList();
    }

    private static List<ThrowingCallable> everyReading(ObjectStore store) {
        return List.of(
                () -> store.stat("key"),
                () -> store.open("key", 0),
                () -> store.list("").close());
    }
}
