package io.m2m.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.SourceFile;
import io.m2m.common.staging.Documents.LineWriter;
import io.m2m.common.storage.LocalObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonDocumentsTest {
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00Z");

    @TempDir
    private Path folder;

    private JsonDocuments documents;

    @BeforeEach
    void open() {
        documents = new JsonDocuments(new LocalObjectStore(folder), Json.mapper());
    }

    private record Note(String text, @Nullable Instant at, long number) {}

    @Test
    void readsBackWhatWasWritten() throws IOException {
        documents.write("a/b.json", new SourceFile("1.rv", 51208, NOON));

        assertThat(documents.read("a/b.json", SourceFile.class)).contains(new SourceFile("1.rv", 51208, NOON));
    }

    @Test
    void writesInstantsAsTextLeavesNullsOutAndKeepsTheOrderOfTheRecord() throws IOException {
        documents.write("with.json", new Note("z", NOON, 1));
        documents.write("without.json", new Note("z", null, 2));

        assertThat(folder.resolve("with.json")).hasContent("""
                {"text":"z","at":"2024-02-29T12:00:00Z","number":1}""");
        assertThat(folder.resolve("without.json")).hasContent("""
                {"text":"z","number":2}""");
    }

    @Test
    void passesOverFieldsOfANewerVersion() throws IOException {
        Files.writeString(folder.resolve("new.json"), "{\"text\":\"x\",\"color\":{\"red\":[1]},\"number\":7}");

        assertThat(documents.read("new.json", Note.class)).contains(new Note("x", null, 7));
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(documents.read("none.json", Note.class)).isEmpty();
        try (Stream<Note> lines = documents.readLines("none.jsonl", Note.class)) {
            assertThat(lines).isEmpty();
        }
    }

    @Test
    void namesTheDocumentThatCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("half.json"), "{\"text\":\"x\",");
        Files.writeString(folder.resolve("null.json"), "null");
        Files.writeString(folder.resolve("uncounted.json"), "{\"text\":\"x\"}");

        for (String key : List.of("half.json", "null.json", "uncounted.json")) {
            assertThatIOException()
                    .isThrownBy(() -> documents.read(key, Note.class))
                    .withMessageStartingWith(folder + "/" + key + " cannot be read as Note: ");
        }
    }

    @Test
    void readsEachLineByItsPlace() throws IOException {
        List<long[]> places = new ArrayList<>();
        List<Note> notes = List.of(new Note("ä\n1", null, 1), new Note("", NOON, 2), new Note("three", null, 3));
        try (LineWriter writer = documents.writeLines("notes.jsonl")) {
            for (Note note : notes) {
                places.add(new long[] {writer.write(note), writer.lastBytes()});
            }
            writer.commit();
        }

        for (int i = 0; i < notes.size(); i++) {
            long[] place = places.get(i);
            assertThat(documents.readLine("notes.jsonl", place[0], (int) place[1], Note.class))
                    .isEqualTo(notes.get(i));
        }
        try (Stream<Note> lines = documents.readLines("notes.jsonl", Note.class)) {
            assertThat(lines).containsExactlyElementsOf(notes);
        }
    }

    @Test
    void showsNoLinesUntilTheyAreCommitted() throws IOException {
        try (LineWriter writer = documents.writeLines("notes.jsonl")) {
            writer.write(new Note("lost", null, 1));
        }

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesALineBeyondTheFile() throws IOException {
        Files.writeString(folder.resolve("notes.jsonl"), "{\"text\":\"x\",\"number\":1}\n");

        assertThatThrownBy(() -> documents.readLine("notes.jsonl", 5, 100, Note.class))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("ends 81 bytes inside the line of 100 bytes at byte 5");
    }

    @Test
    void namesTheFileOfALineThatCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("notes.jsonl"), "{\"text\":\"x\",\"number\":1}\nrubbish\n");

        try (Stream<Note> lines = documents.readLines("notes.jsonl", Note.class)) {
            assertThatThrownBy(lines::toList)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("notes.jsonl cannot be read as Note");
        }
    }
}
