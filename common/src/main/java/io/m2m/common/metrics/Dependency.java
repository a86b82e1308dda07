package io.m2m.common.metrics;

import java.io.IOException;
import java.util.Locale;

/** What m2m asks things of and must ask again when it does not answer. */
public enum Dependency {
    KAFKA("org.apache.kafka."),
    MILVUS("io.milvus."),
    /** The metadata of the 1.x server. */
    METADATA("java.sql.", "com.mysql.", "org.sqlite."),
    /** Source and staging, in a bucket or in a folder. */
    STORAGE("software.amazon."),
    OTHER;

    private final String[] packages;

    Dependency(String... packages) {
        this.packages = packages;
    }

    /** Whose failure it is, by the outermost cause that tells. */
    public static Dependency of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String name = cause.getClass().getName();
            for (Dependency dependency : values()) {
                for (String prefix : dependency.packages) {
                    if (name.startsWith(prefix)) {
                        return dependency;
                    }
                }
            }
            if (cause instanceof IOException) {
                return STORAGE;
            }
        }
        return OTHER;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
