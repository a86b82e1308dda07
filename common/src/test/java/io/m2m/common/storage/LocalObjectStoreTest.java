package io.m2m.common.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected ObjectStore open() {
        return new LocalObjectStore(folder);
    }

    @Test
    void namesAnObjectToTheTargetByItsAbsolutePath() {
        assertThat(store().importPath("a/id.npy")).isEqualTo(folder + "/a/id.npy");
        assertThat(store().location()).isEqualTo(folder.toString());
    }

    @Test
    void keepsItsObjectsAsFilesOfTheirNames() throws IOException {
        write("a/b", text("content"));

        assertThat(folder.resolve("a/b")).hasContent("content");
    }

    @Test
    void leavesNoUnfinishedFileBehind() throws IOException {
        write("committed", text("x"));
        try (ObjectWriter writer = store().create("given-up")) {
            writer.write(1);
        }

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(folder.resolve("committed"));
        }
    }

    @Test
    void passesOverWhatAKilledProcessLeftUnfinished() throws IOException {
        Files.writeString(folder.resolve(".key.0" + LocalObjectWriter.UNFINISHED), "half");

        assertThat(keys("")).isEmpty();
    }

    @Test
    void isEmptyWhereThereIsNoFolderYet() throws IOException {
        try (ObjectStore none = new LocalObjectStore(folder.resolve("later"));
                Stream<ObjectInfo> listed = none.list("")) {
            assertThat(listed).isEmpty();
            assertThat(none.stat("x")).isEmpty();
        }
    }
}
