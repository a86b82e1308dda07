package io.m2m.common.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectStoreContract;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real S3 server, with signed requests. */
class S3ObjectStoreIT extends ObjectStoreContract {
    private static final String FOLDER = "moves/first";

    @TempDir
    private static Path buckets;

    private static S3Server server;
    private static int number;

    private final List<ObjectStore> others = new ArrayList<>();
    private String bucket;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(buckets, 0);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected ObjectStore open() {
        bucket = "bucket-" + ++number;
        return S3ObjectStore.of(server.bucket(bucket, "/" + FOLDER + "/", true));
    }

    @AfterEach
    void closeOthers() {
        others.forEach(ObjectStore::close);
    }

    @Test
    void namesAnObjectToTheTargetByItsKeyFromTheBucketsRoot() {
        assertThat(store().importPath("a/id.npy")).isEqualTo("moves/first/a/id.npy");
        assertThat(store().location()).isEqualTo("s3://" + bucket + "/moves/first");
        assertThat(at(server.bucket(bucket, "", false)).importPath("a/id.npy")).isEqualTo("a/id.npy");
    }

    @Test
    void keepsToItsFolderOfTheBucket() throws IOException {
        ObjectStore whole = at(server.bucket(bucket, "", false));
        write("inside", text("x"));
        write(whole, "moves/first-sibling");
        write(whole, "elsewhere");

        assertThat(keys("")).containsExactly("inside");
        try (var listed = whole.list("moves/first/")) {
            assertThat(listed).extracting("key").containsExactly("moves/first/inside");
        }
    }

    @Test
    void makesAMissingBucketWhenToldToCheckIt() {
        assertThat(buckets.resolve(bucket)).isDirectory();

        at(server.bucket(bucket, FOLDER, true));
        at(server.bucket("made-now", FOLDER, true));

        assertThat(buckets.resolve("made-now")).isDirectory();
    }

    @Test
    void namesAMissingBucketAndHowToHaveItMade() {
        ObjectStore missing = at(server.bucket("no-such-bucket", FOLDER, false));

        for (ThrowingCallable call : everyCallButDelete(missing)) {
            assertUnreachable(
                    call,
                    "the object store at http://" + server.endpoint() + " has no bucket no-such-bucket; correct"
                            + " target.remote.bucket, make the bucket, or set target.remote.checkBucket: true to have"
                            + " it made");
        }
        assertThat(buckets.resolve("no-such-bucket")).doesNotExist();
    }

    @Test
    void saysThatCredentialsAreRefusedAndNeverWhichOnes() {
        ObjectStore refused = at(S3Server.bucket(server.endpoint(), bucket, FOLDER, "wrong-secret", false));

        for (ThrowingCallable call : everyCall(refused)) {
            assertProblem(
                    Problem.Kind.REFUSED,
                    call,
                    "the object store at http://" + server.endpoint() + " refuses access to bucket " + bucket,
                    "check the credentials of target.remote and their rights");
            assertThatThrownBy(call).hasMessageNotContainingAny("wrong-secret", S3Server.SECRET_KEY);
        }
        assertProblem(
                Problem.Kind.REFUSED,
                () -> S3ObjectStore.of(S3Server.bucket(server.endpoint(), bucket, FOLDER, "wrong-secret", true)),
                "refuses access to bucket " + bucket);
    }

    @Test
    void saysThatNothingAnswersAtTheEndpoint() throws IOException {
        String nobody = "127.0.0.1:" + unusedPort();
        ObjectStore unreachable = at(S3Server.bucket(nobody, bucket, FOLDER, S3Server.SECRET_KEY, false));

        for (ThrowingCallable call : everyCall(unreachable)) {
            assertUnreachable(
                    call,
                    "the object store at http://" + nobody + " with bucket " + bucket + " cannot be reached",
                    "check target.remote.endpoint and that it runs");
        }
        assertUnreachable(
                () -> S3ObjectStore.of(S3Server.bucket(nobody, bucket, FOLDER, S3Server.SECRET_KEY, true)),
                "cannot be reached");
    }

    @Test
    void passesOverTheFoldersThatConsolesMake() throws IOException {
        Files.createDirectories(buckets.resolve(bucket).resolve(FOLDER).resolve("made-by-hand"));
        write("object", text("x"));

        assertThat(keys("")).containsExactly("object");
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

    private static List<ThrowingCallable> everyCall(ObjectStore store) {
        return Stream.concat(everyCallButDelete(store).stream(), Stream.of(() -> store.delete("key")))
                .toList();
    }

    /** A server may be content when what it is to delete is not there, bucket or object. */
    private static List<ThrowingCallable> everyCallButDelete(ObjectStore store) {
        return List.of(
                () -> store.stat("key"),
                () -> store.open("key", 0),
                () -> store.list("").close(),
                () -> write(store, "key"));
    }

    private static void write(ObjectStore store, String key) throws IOException {
        try (ObjectWriter writer = store.create(key)) {
            writer.write(text("content"));
            writer.commit();
        }
    }

    private static void assertUnreachable(ThrowingCallable call, String... parts) {
        assertProblem(Problem.Kind.UNREACHABLE, call, parts);
    }

    private static void assertProblem(Problem.Kind kind, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(kind))
                .hasMessageContainingAll(parts);
    }

    private ObjectStore at(BucketConfig config) {
        ObjectStore store = S3ObjectStore.of(config);
        others.add(store);
        return store;
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
