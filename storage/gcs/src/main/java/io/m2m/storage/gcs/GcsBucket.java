package io.m2m.storage.gcs;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Bucket;
import com.google.auth.Retryable;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.bucket.Attempts;
import io.m2m.common.storage.bucket.BucketProblems;
import io.m2m.common.wiring.Jitter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;

/** One bucket, and what its refusals mean. */
final class GcsBucket {
    private static final String OWN_ENDPOINT = "https://storage.googleapis.com";
    private static final int NOT_FOUND = 404;

    private final BucketConfig config;
    private final Identity identity;
    private final Storage client;
    private final BucketProblems problems;
    private final Attempts attempts;
    private volatile boolean seen;

    GcsBucket(BucketConfig config, Identity identity, Runnable retried) {
        String endpoint = endpoint(config);
        this.config = config;
        this.identity = identity;
        this.problems = new BucketProblems(config, endpoint);
        this.attempts = new Attempts(GcsBucket::passing, Jitter::of, retried);
        this.client = new Storage.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(), identity)
                .setRootUrl(endpoint + "/")
                .setApplicationName("m2m")
                .build();
    }

    private static String endpoint(BucketConfig config) {
        String address = config.endpoint();
        if (address == null) {
            return OWN_ENDPOINT;
        }
        String url = address.contains("://") ? address : (config.useSSL() ? "https://" : "http://") + address;
        return url.replaceAll("/+$", "");
    }

    Storage client() {
        return client;
    }

    BucketProblems problems() {
        return problems;
    }

    String name() {
        return config.bucket();
    }

    /** Looks with a right that who writes to staging has. */
    boolean exists() throws IOException {
        try {
            attempts.at(() -> client.objects().list(name()).setMaxResults(1L).execute());
        } catch (HttpResponseException refusal) {
            if (refusal.getStatusCode() == NOT_FOUND) {
                return false;
            }
            throw failed(refusal, name());
        } catch (IOException failure) {
            throw failed(failure, name());
        }
        seen = true;
        return true;
    }

    void make() throws IOException {
        String project = identity.project();
        if (project == null) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "nothing says in which project bucket " + name() + " is to be made; set GOOGLE_CLOUD_PROJECT, or"
                            + " make the bucket");
        }
        Bucket bucket = new Bucket().setName(name()).setLocation(config.region());
        try {
            attempts.at(() -> client.buckets().insert(project, bucket).execute());
        } catch (IOException failure) {
            throw failed(failure, name());
        }
        seen = true;
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
        } catch (IOException failure) {
            throw failed(failure, object);
        }
    }

    private static boolean passing(Exception failure) {
        if (failure instanceof HttpResponseException refusal) {
            return Set.of(408, 429).contains(refusal.getStatusCode()) || refusal.getStatusCode() >= 500;
        }
        if (failure instanceof Retryable token) {
            return token.isRetryable();
        }
        return failure instanceof IOException
                && !(failure instanceof Identity.Refused)
                && !(failure instanceof InterruptedIOException
                        && Thread.currentThread().isInterrupted());
    }

    private IOException failed(IOException failure, String object) throws IOException {
        if (failure instanceof HttpResponseException refusal) {
            return refused(refusal, object);
        }
        if (failure instanceof Identity.Refused) {
            throw problems.noCredentials(failure);
        }
        if (failure instanceof Retryable token && !token.isRetryable()) {
            throw problems.refused("no token is given for its identity", failure);
        }
        if (failure instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
            return BucketProblems.interrupted(object, failure);
        }
        throw problems.silent(failure);
    }

    private IOException refused(HttpResponseException refusal, String object) throws IOException {
        int status = refusal.getStatusCode();
        if (status == NOT_FOUND) {
            mustExist();
            return BucketProblems.noObject(object, refusal);
        }
        if (status == 401 || status == 403) {
            throw problems.refused(answer(refusal), refusal);
        }
        if (status == 429 || status >= 500) {
            throw problems.notServed(answer(refusal), refusal);
        }
        return problems.object(object, answer(refusal), refusal);
    }

    /** Tells a missing bucket from a missing object, which look the same. */
    private void mustExist() throws IOException {
        if (seen) {
            return;
        }
        try {
            attempts.at(() -> client.objects().list(name()).setMaxResults(1L).execute());
        } catch (HttpResponseException refusal) {
            if (refusal.getStatusCode() == NOT_FOUND) {
                throw problems.noBucket(refusal);
            }
        }
        seen = true;
    }

    private static String answer(HttpResponseException refusal) {
        String reason = refusal instanceof GoogleJsonResponseException json
                        && json.getDetails() != null
                        && json.getDetails().getErrors() != null
                        && !json.getDetails().getErrors().isEmpty()
                ? json.getDetails().getErrors().getFirst().getReason()
                : refusal.getStatusMessage();
        return reason == null ? String.valueOf(refusal.getStatusCode()) : refusal.getStatusCode() + " " + reason;
    }
}
