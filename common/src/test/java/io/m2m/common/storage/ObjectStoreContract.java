package io.m2m.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} does, whatever it stands on. An implementation's test extends this. */
public abstract class ObjectStoreContract {
    private static final int MIB = 1 << 20;

    private ObjectStore store;

    /** An empty store, asked for before each test and closed after it. */
    protected abstract ObjectStore open() throws IOException;

    @BeforeEach
    void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void readsBackWhatWasCommitted() throws IOException {
        write("a/b/c.bin", bytes(100_000, 1));

        assertThat(read("a/b/c.bin")).isEqualTo(bytes(100_000, 1));
    }

    @Test
    void storesAnObjectWithoutBytes() throws IOException {
        write("empty", new byte[0]);

        assertThat(read("empty")).isEmpty();
        assertThat(store.stat("empty").orElseThrow().bytes()).isZero();
    }

    @Test
    void takesSingleBytesAndPartsOfArrays() throws IOException {
        try (ObjectWriter writer = store.create("pieces")) {
            writer.write('a');
            writer.write(text("xbcx"), 1, 2);
            writer.write(new byte[0]);
            writer.write(0xff);
            writer.commit();
        }

        assertThat(read("pieces")).containsExactly('a', 'b', 'c', 0xff);
    }

    @Test
    void showsNothingOfAnObjectBeforeItsCommit() throws IOException {
        try (ObjectWriter writer = store.create("folder/late")) {
            writer.write(bytes(10 * MIB, 2));
            writer.flush();

            assertThat(store.stat("folder/late")).isEmpty();
            assertThat(keys("")).isEmpty();
            assertThatThrownBy(() -> store.open("folder/late", 0)).isInstanceOf(NoSuchFileException.class);

            writer.commit();
            assertThat(store.stat("folder/late")).isPresent();
        }
        assertThat(keys("")).containsExactly("folder/late");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 9 * MIB, 30 * MIB})
    void leavesNothingBehindWhenClosedWithoutCommit(int length) throws IOException {
        try (ObjectWriter writer = store.create("given/up")) {
            writer.write(bytes(length, 3));
        }

        assertThat(store.stat("given/up")).isEmpty();
        assertThat(keys("")).isEmpty();
    }

    @Test
    void keepsTheOlderObjectUntilTheCommitReplacesIt() throws IOException {
        write("key", text("older"));
        try (ObjectWriter writer = store.create("key")) {
            writer.write(text("new"));
            assertThat(read("key")).isEqualTo(text("older"));
            writer.commit();
        }

        assertThat(read("key")).isEqualTo(text("new"));
        assertThat(keys("")).containsExactly("key");
    }

    @Test
    void keepsTheOlderObjectWhenItsReplacementIsGivenUp() throws IOException {
        write("key", text("older"));
        try (ObjectWriter writer = store.create("key")) {
            writer.write(text("new"));
        }

        assertThat(read("key")).isEqualTo(text("older"));
    }

    @Test
    void letsTheLastOfTwoWritersWin() throws IOException {
        try (ObjectWriter first = store.create("key");
                ObjectWriter second = store.create("key")) {
            first.write(text("first"));
            second.write(text("second"));
            second.commit();
            first.commit();
        }

        assertThat(read("key")).isEqualTo(text("first"));
    }

    @ParameterizedTest
    @ValueSource(ints = {8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 16 * MIB, 20 * MIB + 3})
    void storesObjectsOfSeveralParts(int length) throws IOException {
        byte[] content = bytes(length, 4);
        try (ObjectWriter writer = store.create("large")) {
            for (int offset = 0; offset < length; offset += 777_777) {
                writer.write(content, offset, Math.min(777_777, length - offset));
            }
            writer.commit();
        }

        assertThat(store.stat("large").orElseThrow().bytes()).isEqualTo(length);
        assertThat(Arrays.equals(read("large"), content)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 99_999})
    void opensAnObjectAtAnOffset(int offset) throws IOException {
        byte[] content = bytes(100_000, 5);
        write("object", content);

        try (InputStream in = store.open("object", offset)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, offset, content.length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 1_000})
    void endsAtOnceWhenOpenedAtOrBeyondTheEnd(int offset) throws IOException {
        write("five", text("12345"));

        try (InputStream in = store.open("five", offset)) {
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void letsAReaderStopHalfWay() throws IOException {
        write("large", bytes(9 * MIB, 6));

        for (int time = 0; time < 20; time++) {
            try (InputStream in = store.open("large", 0)) {
                assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOf(bytes(9 * MIB, 6), 10));
            }
        }
    }

    @Test
    void saysOfAMissingObjectWhichOne() {
        assertThatThrownBy(() -> store.open("no/such", 0))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(store.location() + "/no/such");
    }

    @Test
    void tellsLengthAndTimeOfAnObject() throws IOException {
        write("folder/object", bytes(1234, 7));

        ObjectInfo info = store.stat("folder/object").orElseThrow();

        assertThat(info.key()).isEqualTo("folder/object");
        assertThat(info.bytes()).isEqualTo(1234);
        assertThat(Duration.between(info.modified(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void hasNoObjectWhereOnlyAFolderIs() throws IOException {
        write("folder/object", text("x"));

        assertThat(store.stat("folder")).isEmpty();
        assertThat(store.stat("folder/none")).isEmpty();
        assertThat(store.stat("none/none")).isEmpty();
    }

    @Test
    void listsByThePrefixOfTheKeyWhichIsTextAndNoFolder() throws IOException {
        for (String key : List.of("a/1", "a/12", "a/2/1", "ab/1", "b")) {
            write(key, text(key));
        }

        assertThat(keys("")).containsExactlyInAnyOrder("a/1", "a/12", "a/2/1", "ab/1", "b");
        assertThat(keys("a")).containsExactlyInAnyOrder("a/1", "a/12", "a/2/1", "ab/1");
        assertThat(keys("a/")).containsExactlyInAnyOrder("a/1", "a/12", "a/2/1");
        assertThat(keys("a/1")).containsExactlyInAnyOrder("a/1", "a/12");
        assertThat(keys("a/2/1")).containsExactly("a/2/1");
        assertThat(keys("a/3")).isEmpty();
        assertThat(keys("c/")).isEmpty();
        assertThat(keys("b/")).isEmpty();
    }

    @Test
    void listsWhatStatTells() throws IOException {
        write("a/1", bytes(17, 8));

        try (Stream<ObjectInfo> listed = store.list("a/")) {
            ObjectInfo only = listed.toList().getFirst();
            assertThat(only.bytes()).isEqualTo(17);
            assertThat(only.modified())
                    .isEqualTo(store.stat("a/1").orElseThrow().modified());
        }
    }

    @Test
    void listsMoreObjectsThanOnePageHolds() throws IOException {
        List<String> keys =
                IntStream.range(0, 1100).mapToObj(number -> "many/" + number).toList();
        inParallel(keys, key -> write(key, text(key)));

        assertThat(keys("many/")).containsExactlyInAnyOrderElementsOf(keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b+c/é.npy", "%41/x=1&y?.json", ".m2m/plan.json", "tilde~(1)'!*", "日本/語"})
    void takesKeysWithUnusualCharacters(String key) throws IOException {
        write(key, text(key));

        assertThat(read(key)).isEqualTo(text(key));
        assertThat(keys("")).containsExactly(key);
        assertThat(keys(key)).containsExactly(key);
        store.delete(key);
        assertThat(keys("")).isEmpty();
    }

    @Test
    void listsEveryObjectThoughEachIsDeletedWhenItIsNamed() throws IOException {
        List<String> keys = IntStream.range(0, 1100)
                .mapToObj(number -> "gone/" + number % 3 + "/" + number)
                .toList();
        inParallel(keys, key -> write(key, text(key)));

        try (Stream<ObjectInfo> objects = store.list("gone/")) {
            for (ObjectInfo object : (Iterable<ObjectInfo>) objects::iterator) {
                store.delete(object.key());
            }
        }

        assertThat(keys("gone/")).isEmpty();
    }

    @Test
    void deletesAnObjectAsOftenAsAsked() throws IOException {
        write("a/1", text("x"));
        write("a/12", text("x"));

        store.delete("a/1");
        store.delete("a/1");
        store.delete("never/there");

        assertThat(keys("")).containsExactly("a/12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "a/../../outside", "/etc/passwd", ".."})
    void refusesKeysThatLeaveItsRoot(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.open(key, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> store.create(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store.stat(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store.delete(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store.importPath(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "a/../../"})
    void refusesPrefixesThatLeaveItsRoot(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.list(prefix));
    }

    @Test
    void servesManyThreads() throws IOException {
        List<String> keys =
                IntStream.range(0, 32).mapToObj(number -> "t/" + number).toList();

        inParallel(keys, key -> {
            write(key, bytes(300_000, key.hashCode()));
            assertThat(read(key)).isEqualTo(bytes(300_000, key.hashCode()));
        });

        assertThat(keys("t/")).hasSize(keys.size());
    }

    protected final ObjectStore store() {
        return store;
    }

    protected final void write(String key, byte[] content) throws IOException {
        try (ObjectWriter writer = store.create(key)) {
            writer.write(content);
            writer.commit();
        }
    }

    protected final byte[] read(String key) throws IOException {
        try (InputStream in = store.open(key, 0)) {
            return in.readAllBytes();
        }
    }

    protected final List<String> keys(String prefix) throws IOException {
        try (Stream<ObjectInfo> listed = store.list(prefix)) {
            return listed.map(ObjectInfo::key).toList();
        }
    }

    protected static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private interface Step {
        void on(String key) throws IOException;
    }

    private static void inParallel(List<String> keys, Step step) {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<? extends Future<?>> done = keys.stream()
                    .map(key -> threads.submit(() -> {
                        try {
                            step.on(key);
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                    }))
                    .toList();
            assertThat(done).allSatisfy(each -> each.get());
        }
    }
}
