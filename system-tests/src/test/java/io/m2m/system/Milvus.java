package io.m2m.system;

import io.m2m.standalone.demo.MilvusFromPyPI;
import io.m2m.standalone.demo.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real Milvus servers, one of a kind for all tests of this JVM; they end with it.
 *
 * @param endpoint URL
 * @param folder its data, and a place for what is read from it
 */
record Milvus(String endpoint, Path folder) {
    /** Whose tests run one after another: {@link #local()}. */
    static final String LOCAL = "Milvus.local";
    /** Whose tests run one after another: {@link #otherLocal()}. */
    static final String OTHER_LOCAL = "Milvus.otherLocal";
    /** Whose tests run one after another: {@link #thirdLocal()}. */
    static final String THIRD_LOCAL = "Milvus.thirdLocal";
    /** Whose tests run one after another: {@link #onS3()}. */
    static final String ON_S3 = "Milvus.onS3";

    /** Whose tests run one after another: {@link #oldest()}. */
    static final String OLDEST = "Milvus.oldest";

    /** Reads imports from this machine's files. */
    static Milvus local() {
        return Local.SERVER;
    }

    /** Another one, for tests that may run beside those of {@link #local()}. */
    static Milvus otherLocal() {
        return OtherLocal.SERVER;
    }

    /** And one for tests in which things die. */
    static Milvus thirdLocal() {
        return ThirdLocal.SERVER;
    }

    /** Version 2.2.16, whose count is that of its metadata and whose clients know no databases. */
    static Milvus oldest() {
        return Oldest.SERVER;
    }

    /** Reads imports from the bucket of {@link S3Server}. */
    static Milvus onS3() {
        return OnS3.SERVER;
    }

    /** Wants user {@code root} with password {@code Milvus}. */
    static Milvus withPasswords() {
        return WithPasswords.SERVER;
    }

    /** Without collections. */
    Milvus empty() {
        Python.run(folder, "clear.py", List.of(endpoint));
        return this;
    }

    /** With collections that somebody else made: arguments of {@code foreign.py}. */
    void foreign(String... collections) {
        Python.run(
                folder,
                "foreign.py",
                Stream.concat(Stream.of(endpoint), Stream.of(collections)).toList());
    }

    private static final class Local {
        static final Milvus SERVER = start("milvus-local", MilvusFromPyPI.inUserCache());
    }

    private static final class OtherLocal {
        static final Milvus SERVER = start("milvus-other-local", MilvusFromPyPI.inUserCache());
    }

    private static final class ThirdLocal {
        static final Milvus SERVER = start("milvus-third-local", MilvusFromPyPI.inUserCache());
    }

    private static final class Oldest {
        static final Milvus SERVER =
                start("milvus-oldest", MilvusFromPyPI.inUserCache().version("2.2.16"));
    }

    private static final class OnS3 {
        static final Milvus SERVER = start(
                "milvus-s3",
                MilvusFromPyPI.inUserCache()
                        .with("common.storageType", "minio")
                        .with("minio.address", "127.0.0.1")
                        .with(
                                "minio.port",
                                String.valueOf(S3Server.get().endpoint().getPort()))
                        .with("minio.accessKeyID", S3Server.ACCESS_KEY)
                        .with("minio.secretAccessKey", S3Server.SECRET_KEY)
                        .with("minio.bucketName", S3Server.BUCKET));
    }

    private static final class WithPasswords {
        static final Milvus SERVER = start(
                "milvus-passwords", MilvusFromPyPI.inUserCache().with("common.security.authorizationEnabled", "true"));
    }

    private static Milvus start(String name, MilvusFromPyPI milvus) {
        Path folder = Places.fresh(name);
        try {
            Target server = milvus.start(folder, System.err::println);
            return new Milvus(server.endpoint(), folder);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
