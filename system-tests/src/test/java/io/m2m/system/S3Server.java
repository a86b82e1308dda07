package io.m2m.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server in this JVM over a folder, one for all its tests, with one bucket.
 *
 * @param endpoint URL
 */
record S3Server(URI endpoint) {
    static final String BUCKET = "a-bucket";
    static final String ACCESS_KEY = "minioadmin";
    static final String SECRET_KEY = "a-secret-of-s3";

    private static final S3Server SERVER = start();

    static S3Server get() {
        return SERVER;
    }

    private static S3Server start() {
        Properties folder = new Properties();
        folder.setProperty("jclouds.filesystem.basedir", Places.fresh("s3").toString());
        BlobStore store = BlobStores.create("filesystem-nio2", folder);
        store.createContainer(BUCKET);
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        try {
            proxy.start();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
        return new S3Server(URI.create("http://127.0.0.1:" + proxy.getPort()));
    }

    /** Copies a file to a key, or a folder's files to keys below it. */
    void upload(Path from, String key) {
        try (S3Client client = client();
                Stream<Path> paths = Files.walk(from)) {
            paths.filter(Files::isRegularFile).forEach(file -> {
                String below = file.equals(from) ? "" : "/" + from.relativize(file);
                client.putObject(request -> request.bucket(BUCKET).key(key + below), file);
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is below a prefix, by key. */
    Map<String, byte[]> all(String prefix) {
        try (S3Client client = client()) {
            return client
                    .listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(prefix))
                    .contents()
                    .stream()
                    .collect(Collectors.toMap(
                            S3Object::key,
                            object -> client.getObjectAsBytes(
                                            request -> request.bucket(BUCKET).key(object.key()))
                                    .asByteArray()));
        }
    }

    boolean has(String bucket) {
        try (S3Client client = client()) {
            return client.listBuckets().buckets().stream()
                    .anyMatch(each -> each.name().equals(bucket));
        }
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build();
    }
}
