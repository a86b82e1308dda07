package io.m2m.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.model.Problem;
import io.m2m.common.storage.BucketContract;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.common.storage.bucket.BucketStores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Azurite, with signed requests. */
class AzureObjectStoreIT extends BucketContract {
    private static final String OTHER_KEY = "bm90IHRoZSBrZXkgb2YgdGhlIGFjY291bnQ=";
    private static final int MIB = 1 << 20;

    @TempDir
    private static Path folder;

    private static Azurite server;

    @BeforeAll
    static void startServer() {
        server = Azurite.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected BucketStores stores() {
        return new AzureStores();
    }

    @Override
    protected String secret() {
        return OTHER_KEY;
    }

    @Override
    protected String endpoint() {
        return "http://" + server.endpoint();
    }

    @Override
    protected String scheme() {
        return "azure";
    }

    @Override
    protected BucketConfig config(String endpoint, String bucket, String folder, boolean trusted, IfMissing ifMissing) {
        return Azurite.container(endpoint, bucket, folder, trusted ? Azurite.KEY : OTHER_KEY, null, ifMissing);
    }

    @Test
    void worksWithASignatureForOneContainer() throws IOException {
        ObjectStore signed = signed("?" + signature("racwdl"));

        write(signed, "a/key");
        assertThat(signed.stat("a/key")).isPresent();
        try (InputStream object = signed.open("a/key", 3)) {
            assertThat(object.readAllBytes()).isEqualTo(text("tent"));
        }
        try (var listed = signed.list("a/")) {
            assertThat(listed).extracting("key").containsExactly("a/key");
        }
        signed.delete("a/key");
        assertThat(signed.stat("a/key")).isEmpty();
    }

    @Test
    void saysThatASignatureDoesNotGoFarEnoughAndNeverWhichOne() {
        String readOnly = signature("rl");

        assertProblem(
                Problem.Kind.REFUSED,
                () -> write(signed(readOnly), "key"),
                "refuses access to bucket " + bucket(),
                "403 AuthorizationPermissionMismatch");
        assertThatThrownBy(() -> write(signed(readOnly), "key"))
                .message()
                .doesNotContain(readOnly.substring(readOnly.indexOf("sig=")));
    }

    @Test
    void refusesAKeyThatIsNone() {
        assertProblem(
                Problem.Kind.CONFIGURATION,
                () -> at(Azurite.container(endpoint(), bucket(), "", "?sv=2021&sig=x", null, IfMissing.ADVISE)),
                "target.remote.sk is no key",
                "target.remote.sas");
    }

    /** It could not be told from one that has its blocks, or some of them. */
    @Test
    void aWriterThatWasOvertakenFailsInsteadOfMixingTheTwo() throws IOException {
        byte[] first = new byte[17 * MIB];
        byte[] second = new byte[17 * MIB];
        Arrays.fill(second, (byte) 2);
        try (ObjectWriter slow = store().create("key");
                ObjectWriter fast = store().create("key")) {
            slow.write(first);
            fast.write(second);
            fast.commit();

            assertThatThrownBy(slow::commit).isInstanceOf(IOException.class).hasMessageContaining("InvalidBlockList");
        }
        assertThat(Arrays.equals(read("key"), second)).isTrue();
    }

    @Test
    void endsReadingAnObjectThatIsReplacedMeanwhile() throws IOException {
        write("key", new byte[MIB]);
        try (InputStream old = store().open("key", 0)) {
            old.read();
            write("key", new byte[2 * MIB]);

            assertThatThrownBy(old::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("412 ConditionNotMet");
        }
    }

    /** Of accounts that have folders of their own. */
    @Test
    void passesOverFolders() throws IOException {
        write("folder/object", text("x"));
        owner().getBlobClient("moves/first/folder")
                .getBlockBlobClient()
                .uploadWithResponse(
                        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(new byte[0]))
                                .setMetadata(Map.of("hdi_isfolder", "true")),
                        null,
                        Context.NONE);

        assertThat(keys("")).containsExactly("folder/object");
        assertThat(store().stat("folder")).isEmpty();
    }

    /** Azure drops them after a week. */
    @Test
    void leavesNoMoreThanUnseenBlocksOfWhatIsGivenUp() throws IOException {
        try (ObjectWriter writer = store().create("given-up")) {
            writer.write(new byte[20 * MIB]);
        }

        assertThat(owner().listBlobs()).isEmpty();
        assertThat(owner().listBlobs(
                                new ListBlobsOptions()
                                        .setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(true)),
                                null))
                .extracting("name")
                .containsExactly("moves/first/given-up");
    }

    private ObjectStore signed(String signature) {
        return at(Azurite.container(endpoint(), bucket(), "", null, signature, IfMissing.MAKE));
    }

    private String signature(String permissions) {
        return owner().generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), BlobContainerSasPermission.parse(permissions)));
    }

    private BlobContainerClient owner() {
        return new BlobContainerClientBuilder()
                .endpoint(endpoint() + "/" + Azurite.ACCOUNT)
                .containerName(bucket())
                .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
                .buildClient();
    }
}
