package io.m2m.common.json;

import io.m2m.common.staging.Documents;
import io.m2m.common.staging.UnreadableDocumentException;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@link Documents} as JSON, and as JSON Lines, in an {@link ObjectStore}. */
public final class JsonDocuments implements Documents {
    private final ObjectStore store;
    private final JsonMapper mapper;

    public JsonDocuments(ObjectStore store, JsonMapper mapper) {
        this.store = store;
        this.mapper = mapper;
    }

    @Override
    public <T> Optional<T> read(String key, Class<T> type) throws IOException {
        byte[] bytes;
        try (InputStream in = store.open(key, 0)) {
            bytes = in.readAllBytes();
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        return Optional.of(parse(key, bytes, type));
    }

    @Override
    public void write(String key, Object document) throws IOException {
        try (ObjectWriter writer = store.create(key)) {
            writer.write(mapper.writeValueAsBytes(document));
            writer.commit();
        }
    }

    @Override
    public <T> T readLine(String key, long offset, int bytes, Class<T> type) throws IOException {
        byte[] line;
        try (InputStream in = store.open(key, offset)) {
            line = in.readNBytes(bytes);
        }
        if (line.length < bytes) {
            throw new EOFException(store.location() + "/" + key + " ends " + (bytes - line.length)
                    + " bytes inside the line of " + bytes + " bytes at byte " + offset);
        }
        return parse(key + " at byte " + offset, line, type);
    }

    @Override
    public <T> Stream<T> readLines(String key, long offset, Class<T> type) throws IOException {
        InputStream in;
        try {
            in = store.open(key, offset);
        } catch (NoSuchFileException absent) {
            return Stream.empty();
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return lines.lines().map(line -> parsedLine(key, line, type)).onClose(() -> close(lines));
    }

    @Override
    public LineWriter writeLines(String key) throws IOException {
        return new JsonLineWriter(store.create(key), mapper);
    }

    private <T> T parsedLine(String key, String line, Class<T> type) {
        try {
            return parse(key, line.getBytes(StandardCharsets.UTF_8), type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private <T> T parse(String where, byte[] json, Class<T> type) throws IOException {
        try {
            T document = mapper.readValue(json, type);
            if (document != null) {
                return document;
            }
        } catch (JacksonException unreadable) {
            throw unreadable(where, type, unreadable.getOriginalMessage(), unreadable);
        }
        throw unreadable(where, type, "it holds nothing", null);
    }

    private IOException unreadable(String where, Class<?> type, String reason, @Nullable Exception cause) {
        return new UnreadableDocumentException(
                store.location() + "/" + where + " cannot be read as " + type.getSimpleName() + ": " + reason, cause);
    }

    private static void close(BufferedReader lines) {
        try {
            lines.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
