package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.m2m.storage.azure.Azurite;
import io.m2m.storage.gcs.FakeGcs;
import io.m2m.storage.gcs.TokenServer;
import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dump from the store of one cloud to that of another holds what a dump from folder to folder holds. */
class DumpBetweenCloudsIT {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder = Places.fresh("clouds");
    private final TokenServer tokens = new TokenServer();
    private final Azurite azurite = Azurite.start(folder);
    private final FakeGcs gcs = FakeGcs.start(folder);
    private final SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
    private final GcsObjects google = new GcsObjects("http://" + gcs.endpoint(), "a-bucket");
    private final BlobContainerClient azure = new BlobContainerClientBuilder()
            .endpoint("http://" + azurite.endpoint() + "/" + Azurite.ACCOUNT)
            .containerName("a-container")
            .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
            .buildClient();

    @AfterEach
    void stop() {
        azurite.close();
        gcs.close();
        tokens.close();
    }

    @Test
    void holdsWhatADumpBetweenFoldersHolds() throws IOException {
        Path identity = Files.writeString(folder.resolve("account.json"), tokens.serviceAccount());
        Map<String, String> environment = Map.of("GOOGLE_APPLICATION_CREDENTIALS", identity.toString());
        Ended exported = M2m.run(folder, "export", "-s", store.metadata().toString(), "-o", folder.toString());
        assertThat(exported.code()).as(exported.err()).isZero();
        Configuration local =
                Configuration.local(store, folder.resolve("staging")).metaFile(folder.resolve("meta.json"));
        String s3 = local.sourceOnS3("clouds").source();
        S3Server.get().upload(store.tables(), "clouds/tables");
        azure.create();
        google.make();
        for (Path file : files(store.tables())) {
            String key = "clouds/tables/" + store.tables().relativize(file);
            azure.getBlobClient(key).uploadFromFile(file.toString());
            google.put(key, Files.readAllBytes(file));
        }

        dump("local", local, Map.of());
        dump("s3-azure", new Configuration(local.meta(), s3, azure("outputDir: moves")), Map.of());
        dump(
                "azure-gcs",
                new Configuration(local.meta(), azure("tablesDir: clouds/tables"), gcs("outputDir: moves")),
                environment);
        dump(
                "gcs-s3",
                new Configuration(
                        local.meta(),
                        gcs("tablesDir: clouds/tables"),
                        local.stagingOnS3("clouds-staging").target()),
                environment);

        SortedMap<String, String> expected = new TreeMap<>();
        for (Path file : files(folder.resolve("staging"))) {
            add(expected, file.toString(), Files.readAllBytes(file));
        }
        assertThat(expected).hasSizeGreaterThan(1);
        SortedMap<String, String> inAzure = new TreeMap<>();
        azure.listBlobs()
                .forEach(blob -> add(
                        inAzure,
                        blob.getName(),
                        azure.getBlobClient(blob.getName()).downloadContent().toBytes()));
        assertThat(inAzure).isEqualTo(expected);
        SortedMap<String, String> inGoogle = new TreeMap<>();
        google.all("moves/").forEach((key, bytes) -> add(inGoogle, key, bytes));
        assertThat(inGoogle).isEqualTo(expected);
        SortedMap<String, String> inS3 = new TreeMap<>();
        S3Server.get().all("clouds-staging/").forEach((key, bytes) -> add(inS3, key, bytes));
        assertThat(inS3).isEqualTo(expected);
    }

    private void dump(String name, Configuration configuration, Map<String, String> environment) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        Path file = configuration.write(own, "http://127.0.0.1:1");
        Ended ended = M2m.start(own, environment, List.of("dump", "--config", file.toString()))
                .end();
        assertThat(ended.code()).as(name + ": " + ended.err() + ended.out()).isZero();
        assertThat(ended.out() + ended.err()).doesNotContain(Azurite.KEY, "PRIVATE KEY");
    }

    private String azure(String folderKey) {
        return """
                mode: remote
                remote:
                  %s
                  cloud: azure
                  endpoint: %s
                  bucket: a-container
                  ak: %s
                  sk: %s
                """.formatted(folderKey, azurite.endpoint(), Azurite.ACCOUNT, Azurite.KEY);
    }

    private String gcs(String folderKey) {
        return """
                mode: remote
                remote:
                  %s
                  cloud: gcp
                  endpoint: %s
                  bucket: a-bucket
                  useIAM: true
                """.formatted(folderKey, gcs.endpoint());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    /** What a manifest says by collection and partition: task ids follow from the times of the source's files. */
    private static void add(SortedMap<String, String> found, String key, byte[] bytes) {
        if (key.endsWith("manifest.json")) {
            JsonNode manifest = JSON.readTree(bytes);
            found.merge(
                    manifest.path("collection").asString() + "/"
                            + manifest.path("partition").asString(),
                    manifest.path("rows").asString() + " "
                            + manifest.path("fingerprint").asString() + " "
                            + manifest.path("idFingerprint").asString() + " "
                            + manifest.path("files"),
                    (one, other) -> one.compareTo(other) < 0 ? one + other : other + one);
        }
    }
}
