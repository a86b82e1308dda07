package io.m2m.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A real S3 server in this JVM that keeps its buckets as folders of a folder, and wants signed requests. */
public final class S3Server implements AutoCloseable {
    public static final String ACCESS_KEY = "minioadmin";
    public static final String SECRET_KEY = "minio-secret";

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /** @param port 0 for any that is free */
    public static S3Server start(Path folder, int port) {
        return start(folder, port, false);
    }

    /** @param lenient whether headers that it does not know are passed over instead of refused */
    static S3Server start(Path folder, int port, boolean lenient) {
        S3Proxy proxy = S3Proxy.builder()
                .ignoreUnknownHeaders(lenient)
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .build();
        try {
            proxy.start();
        } catch (Exception failure) {
            throw new IllegalStateException("no S3 server on port " + port, failure);
        }
        return new S3Server(proxy);
    }

    /** {@code host:port}. */
    public String endpoint() {
        return "127.0.0.1:" + proxy.getPort();
    }

    public BucketConfig bucket(String bucket, String folder, IfMissing ifMissing) {
        return bucket(endpoint(), bucket, folder, SECRET_KEY, ifMissing);
    }

    static BucketConfig bucket(String endpoint, String bucket, String folder, String secretKey, IfMissing ifMissing) {
        return new BucketConfig(
                "target.remote",
                Cloud.AWS,
                endpoint,
                null,
                bucket,
                folder,
                Secret.of(ACCESS_KEY),
                Secret.of(secretKey),
                null,
                false,
                false,
                ifMissing,
                null,
                null);
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("the S3 server does not stop", failure);
        }
    }
}
