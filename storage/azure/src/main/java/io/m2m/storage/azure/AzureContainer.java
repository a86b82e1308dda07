package io.m2m.storage.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.bucket.Attempts;
import io.m2m.common.storage.bucket.BucketProblems;
import io.m2m.common.wiring.Jitter;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** One container, and what its refusals mean. */
final class AzureContainer {
    private static final int NOT_FOUND = 404;
    private static final Set<BlobErrorCode> NO_CONTAINER =
            Set.of(BlobErrorCode.CONTAINER_NOT_FOUND, BlobErrorCode.CONTAINER_BEING_DELETED);

    private final BucketConfig config;
    private final BlobContainerClient client;
    private final BucketProblems problems;
    private final Attempts attempts;

    AzureContainer(BucketConfig config, Runnable retried) {
        AzureEndpoint endpoint =
                AzureEndpoint.of(config, Objects.requireNonNull(config.ak()).reveal());
        this.config = config;
        this.problems = new BucketProblems(config, endpoint.server());
        this.client = AzureClients.of(config, endpoint);
        this.attempts = new Attempts(AzureContainer::passing, Jitter::of, retried);
    }

    BlobContainerClient client() {
        return client;
    }

    BlockBlobClient blob(String key) {
        return client.getBlobClient(key).getBlockBlobClient();
    }

    /** Looks with a right that every signature for staging has. */
    boolean exists() throws IOException {
        ListBlobsOptions one = new ListBlobsOptions().setMaxResultsPerPage(1);
        try {
            attempts.at(() -> client.listBlobs(one, null).iterator().hasNext());
        } catch (RuntimeException failure) {
            if (failure instanceof BlobStorageException refusal && refusal.getStatusCode() == NOT_FOUND) {
                return false;
            }
            throw store(failure);
        }
        return true;
    }

    void make() throws IOException {
        call(config.bucket(), client::createIfNotExists);
    }

    /**
     * What a call returns that is tried again when the store is busy or away.
     *
     * @param object its location
     * @throws ProblemException when its failure concerns the whole store
     */
    <T> T call(String object, Attempts.Call<T> call) throws IOException {
        try {
            return attempts.at(call);
        } catch (RuntimeException failure) {
            throw failed(failure, object);
        }
    }

    private static boolean passing(Exception failure) {
        if (failure instanceof BlobStorageException refusal) {
            return Set.of(408, 429).contains(refusal.getStatusCode()) || refusal.getStatusCode() >= 500;
        }
        return !nobody(failure) && !interrupted(failure) && silent(failure);
    }

    private IOException failed(RuntimeException failure, String object) {
        if (interrupted(failure)) {
            return BucketProblems.interrupted(object, failure);
        }
        if (failure instanceof BlobStorageException refusal && !concernsTheStore(refusal)) {
            return refusal.getStatusCode() == NOT_FOUND
                    ? BucketProblems.noObject(object, failure)
                    : problems.object(object, answer(refusal), failure);
        }
        throw store(failure);
    }

    private static boolean interrupted(Exception failure) {
        return ProblemException.causedBy(InterruptedException.class, failure);
    }

    /** No identity is found, or nobody gives a token for it. */
    private static boolean nobody(Exception failure) {
        return ProblemException.causedBy(ClientAuthenticationException.class, failure);
    }

    private static boolean silent(Exception failure) {
        return ProblemException.causedBy(IOException.class, failure)
                || ProblemException.causedBy(TimeoutException.class, failure);
    }

    private static boolean concernsTheStore(BlobStorageException refusal) {
        return Set.of(401, 403, 429).contains(refusal.getStatusCode())
                || refusal.getStatusCode() >= 500
                || noContainer(refusal);
    }

    private RuntimeException store(RuntimeException failure) {
        if (failure instanceof BlobStorageException refusal) {
            if (noContainer(refusal)) {
                return problems.noBucket(refusal);
            }
            return refusal.getStatusCode() == 401 || refusal.getStatusCode() == 403
                    ? problems.refused(answer(refusal), refusal)
                    : problems.notServed(answer(refusal), refusal);
        }
        if (nobody(failure)) {
            return problems.noCredentials(failure);
        }
        return silent(failure) ? problems.silent(failure) : failure;
    }

    private static boolean noContainer(BlobStorageException refusal) {
        BlobErrorCode code = refusal.getErrorCode();
        return code != null && NO_CONTAINER.contains(code);
    }

    private static String answer(BlobStorageException refusal) {
        BlobErrorCode code = refusal.getErrorCode();
        return code == null ? String.valueOf(refusal.getStatusCode()) : refusal.getStatusCode() + " " + code;
    }
}
