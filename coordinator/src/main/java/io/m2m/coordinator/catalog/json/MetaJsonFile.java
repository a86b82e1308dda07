package io.m2m.coordinator.catalog.json;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.MetadataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** An exported {@code meta.json} in a folder or a bucket. */
public final class MetaJsonFile implements MetadataSource {
    public static final String NAME = "meta.json";

    private final ObjectStore store;
    private final String key;
    private final JsonMapper mapper;

    public MetaJsonFile(ObjectStore store, String key, JsonMapper mapper) {
        this.store = store;
        this.key = key;
        this.mapper = mapper;
    }

    @Override
    public Metadata read() {
        String place = store.location() + "/" + key;
        try (InputStream in = store.open(key, 0)) {
            // Read whole first: a store that breaks off is not a damaged document.
            MetaJson document = strict().readValue(in.readAllBytes());
            if (document == null) {
                throw new IllegalArgumentException("it is null");
            }
            return document.metadata();
        } catch (NoSuchFileException absent) {
            throw refused("the metadata " + place + " does not exist; write it with m2m export", absent);
        } catch (FileSystemException denied) {
            throw refused(
                    "the metadata " + place + " cannot be read (" + denied + "); see that m2m may read it", denied);
        } catch (IOException failure) {
            throw new ProblemException(
                    Problem.Kind.UNREACHABLE, "the metadata " + place + " cannot be read (" + failure + ")", failure);
        } catch (JacksonException damaged) {
            throw unreadable(place, reason(damaged), damaged);
        } catch (IllegalArgumentException incomplete) {
            throw unreadable(place, String.valueOf(incomplete.getMessage()), incomplete);
        }
    }

    /** Of two values under one key, or a whole number that is none, nobody knows which was meant. */
    private ObjectReader strict() {
        return mapper.readerFor(MetaJson.class)
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }

    /** Without the names of our classes, which say nothing to people. */
    private static String reason(JacksonException damaged) {
        if (damaged.getCause() instanceof IllegalArgumentException incomplete) {
            return String.valueOf(incomplete.getMessage());
        }
        if (!(damaged instanceof DatabindException)) {
            return damaged.getOriginalMessage();
        }
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference each : damaged.getPath()) {
            if (each.getPropertyName() == null) {
                path.append('[').append(each.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(each.getPropertyName());
            }
        }
        return path.isEmpty() ? "it holds no JSON object" : path + " is missing or of another kind";
    }

    private static ProblemException unreadable(String place, String reason, RuntimeException cause) {
        return refused(
                "the metadata " + place + " is no meta.json of m2m or milvus-migration ("
                        + reason.lines().findFirst().orElse("no reason given") + "); export it again",
                cause);
    }

    public void write(Metadata metadata) throws IOException {
        try (ObjectWriter writer = store.create(key)) {
            writer.write(mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(MetaJson.of(metadata)));
            writer.commit();
        }
    }

    private static ProblemException refused(String sentence, Throwable cause) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence, cause);
    }
}
