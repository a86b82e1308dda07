package io.m2m.storage.gcs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.GoogleCredentials;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.storage.BucketContract;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.bucket.BucketStores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against fake-gcs-server, with a service account whose tokens a stand-in gives. */
class GcsObjectStoreIT extends BucketContract {
    @TempDir
    private static Path folder;

    private static FakeGcs server;
    private static TokenServer tokens;

    private boolean trusted = true;

    @BeforeAll
    static void startServer() {
        server = FakeGcs.start(folder);
        tokens = new TokenServer();
    }

    @AfterAll
    static void stopServer() {
        server.close();
        tokens.close();
    }

    @Override
    protected BucketStores stores() {
        String account = trusted ? tokens.serviceAccount() : tokens.otherServiceAccount();
        return new GcsStores(
                () -> GoogleCredentials.fromStream(new ByteArrayInputStream(account.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    protected String secret() {
        return "PRIVATE KEY";
    }

    @Override
    protected String endpoint() {
        return "http://" + server.endpoint();
    }

    @Override
    protected String scheme() {
        return "gs";
    }

    @Override
    protected BucketConfig config(String endpoint, String bucket, String folder, boolean trusted, IfMissing ifMissing) {
        this.trusted = trusted;
        return FakeGcs.bucket(endpoint, bucket, folder, ifMissing);
    }

    @Test
    void saysThatThereIsNobodyToAskAs() {
        ObjectStore nobody = new GcsStores(() -> {
                    throw new IOException("Your default credentials were not found.");
                })
                .open(FakeGcs.bucket(endpoint(), bucket(), "", IfMissing.ADVISE), () -> {});

        assertThatThrownBy(() -> nobody.stat("key"))
                .hasMessageContaining("this machine's role and environment give no credentials for bucket " + bucket());
    }
}
