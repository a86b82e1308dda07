package io.m2m.common.metrics;

import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What m2m asks things of and must ask again when it does not answer. */
public enum Dependency {
    KAFKA("org.apache.kafka."),
    MILVUS("io.milvus.", "io.m2m.common.milvus2."),
    /** The metadata of the 1.x server. */
    METADATA("java.sql.", "com.mysql.", "org.sqlite."),
    /** Source and staging, in a bucket or in a folder. */
    STORAGE("software.amazon.", "com.azure.", "com.microsoft.", "reactor.", "com.google.api.", "com.google.auth."),
    OTHER;

    private final String[] packages;

    Dependency(String... packages) {
        this.packages = packages;
    }

    /** Whose failure it is, by the outermost cause that tells. */
    public static Dependency of(Throwable failure) {
        return ProblemException.causes(failure)
                .flatMap(cause -> behind(cause).stream())
                .findFirst()
                .orElse(OTHER);
    }

    private static Optional<Dependency> behind(Throwable cause) {
        String name = cause.getClass().getName();
        return Stream.of(values())
                .filter(dependency -> Stream.of(dependency.packages).anyMatch(name::startsWith))
                .findFirst()
                .or(() -> cause instanceof IOException ? Optional.of(STORAGE) : Optional.empty());
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
