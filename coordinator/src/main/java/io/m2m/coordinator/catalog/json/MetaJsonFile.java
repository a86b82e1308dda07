package io.m2m.coordinator.catalog.json;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.MetadataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import tools.jackson.core.JacksonException;
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
            MetaJson document = mapper.readValue(in, MetaJson.class);
            if (document == null || (document.collections() == null && document.tables() == null)) {
                throw refused("the metadata " + place + " holds no collections; export it again", null);
            }
            return document.metadata();
        } catch (NoSuchFileException absent) {
            throw refused("the metadata " + place + " does not exist; write it with m2m export", absent);
        } catch (IOException failure) {
            throw new ProblemException(
                    Problem.Kind.UNREACHABLE, "the metadata " + place + " cannot be read (" + failure + ")", failure);
        } catch (JacksonException | NullPointerException damaged) {
            throw refused(
                    "the metadata " + place + " is no meta.json of m2m or milvus-migration ("
                            + String.valueOf(damaged.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("unreadable")
                            + "); export it again",
                    damaged);
        }
    }

    public void write(Metadata metadata) throws IOException {
        try (ObjectWriter writer = store.create(key)) {
            writer.write(mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(MetaJson.of(metadata)));
            writer.commit();
        }
    }

    private static ProblemException refused(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence, cause);
    }
}
