package io.m2m.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@code migration.yaml}.
 *
 * @param meta lines below {@code meta:}
 * @param source lines below {@code source:}
 * @param target lines below {@code target:}, without the server
 */
record Configuration(String meta, String source, String target) {
    /** A store and staging on this machine's disk. */
    static Configuration local(SourceStore store, Path staging) {
        return new Configuration(
                """
                mode: sqlite
                sqliteFile: %s
                """.formatted(store.metadata()), """
                mode: local
                local:
                  tablesDir: %s
                """.formatted(store.tables()), """
                mode: local
                local:
                  outputDir: %s
                """.formatted(staging));
    }

    /** Data roots on this machine's disk. */
    Configuration tables(List<Path> folders) {
        return new Configuration(meta, """
                mode: local
                local:
                  tablesDir: %s
                """.formatted(folders), target);
    }

    Configuration metaFile(Path file) {
        return new Configuration("""
                mode: local
                localFile: %s
                """.formatted(file), source, target);
    }

    Configuration mysql(String dsn) {
        return new Configuration("""
                mode: mysql
                mysqlUrl: %s
                """.formatted(dsn), source, target);
    }

    /** Tables and {@code meta.json} below a prefix of the bucket. */
    Configuration sourceOnS3(String prefix) {
        return new Configuration("""
                mode: remote
                remoteMetaFile: %s/meta.json
                """.formatted(prefix), remote("tablesDir", prefix + "/tables"), target);
    }

    /** The buckets by another port. */
    Configuration bucketsAt(int port) {
        String own = ":" + S3Server.get().endpoint().getPort();
        return new Configuration(meta, source.replace(own, ":" + port), target.replace(own, ":" + port));
    }

    Configuration stagingOnS3(String prefix) {
        return new Configuration(meta, source, remote("outputDir", prefix));
    }

    private static String remote(String folderKey, String folder) {
        URI endpoint = S3Server.get().endpoint();
        return """
                mode: remote
                remote:
                  %s: %s
                  cloud: aws
                  endpoint: %s:%d
                  region: us-east-1
                  bucket: %s
                  ak: %s
                  sk: %s
                  useIAM: false
                  useSSL: false
                """.formatted(
                        folderKey,
                        folder,
                        endpoint.getHost(),
                        endpoint.getPort(),
                        S3Server.BUCKET,
                        S3Server.ACCESS_KEY,
                        S3Server.SECRET_KEY);
    }

    /** Writes the file. */
    Path write(Path folder, String endpoint) {
        String text = "dumper:\n  worker:\n    workMode: milvus1x\nmeta:\n" + meta.indent(2) + "source:\n"
                + source.indent(2) + "target:\n" + target.indent(2) + "  milvus2x:\n    endpoint: " + endpoint + "\n";
        try {
            return Files.writeString(folder.resolve("migration.yaml"), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
