package io.m2m.common.config;

import java.nio.file.Path;

/** {@code meta.*}: where the 1.x metadata is. */
public sealed interface MetaConfig {
    /** {@code local} and {@code mock}: an exported {@code meta.json}. */
    record LocalFile(Path file) implements MetaConfig {}

    /** {@code remote}: an exported {@code meta.json} in the source's bucket; the key counts from the bucket's root. */
    record RemoteFile(String key) implements MetaConfig {}

    /** {@code mysql}: the live database, {@code user:password@tcp(host:port)/db?params} or a JDBC URL. */
    record MySql(Secret url) implements MetaConfig {}

    /** {@code sqlite}: a {@code meta.sqlite}, read from a private copy. */
    record Sqlite(Path file) implements MetaConfig {}
}
