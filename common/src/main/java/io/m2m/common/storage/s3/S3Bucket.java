package io.m2m.common.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** One bucket at one endpoint, and what its refusals mean. */
final class S3Bucket implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    /** Answers of a store that wants to be spoken to under the name of another region. */
    private static final Set<String> WRONG_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

    private final S3Client client;
    private final BucketConfig config;
    private final String endpoint;
    private final Runnable retried;
    private volatile boolean seen;

    S3Bucket(BucketConfig config, Runnable retried) {
        S3Endpoint place = S3Endpoint.of(config);
        this.config = config;
        this.endpoint = place.shown();
        this.retried = retried;
        this.client = S3Clients.of(config, place, retried);
    }

    S3Client client() {
        return client;
    }

    /** A body is asked for again, from where it broke; the client does not count that. */
    void retried() {
        retried.run();
    }

    String name() {
        return config.bucket();
    }

    /** Makes the bucket when it is not there. */
    void ensure() {
        try {
            client.headBucket(request -> request.bucket(name()));
        } catch (AwsServiceException refusal) {
            if (refusal.statusCode() != NOT_FOUND) {
                throw store(refusal);
            }
            create();
        } catch (SdkException failure) {
            throw unreachable(failure);
        }
        seen = true;
    }

    private void create() {
        try {
            client.createBucket(request -> request.bucket(name()));
        } catch (BucketAlreadyOwnedByYouException madeMeanwhile) {
            // What was wanted.
        } catch (AwsServiceException refusal) {
            throw store(refusal);
        } catch (SdkException failure) {
            throw unreachable(failure);
        }
    }

    /** Tells a missing bucket from a missing object, which look the same where an answer has no body. */
    void mustExist() {
        if (seen) {
            return;
        }
        try {
            client.headBucket(request -> request.bucket(name()));
        } catch (AwsServiceException refusal) {
            if (refusal.statusCode() == NOT_FOUND) {
                throw missing(refusal);
            }
        } catch (SdkException failure) {
            throw unreachable(failure);
        }
        seen = true;
    }

    /**
     * What went wrong with one object.
     *
     * @param object its location
     * @throws ProblemException when it concerns the whole store
     */
    IOException failed(SdkException failure, String object) {
        if (failure instanceof AbortedException) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for " + object);
            interrupted.initCause(failure);
            return interrupted;
        }
        if (!(failure instanceof AwsServiceException refusal)) {
            throw unreachable(failure);
        }
        String code = code(refusal);
        if (refusal.statusCode() == NOT_FOUND && (code.isEmpty() || code.equals("NoSuchKey"))) {
            NoSuchFileException absent = new NoSuchFileException(object);
            absent.initCause(failure);
            return absent;
        }
        boolean concernsTheStore = Set.of(401, 403, 429).contains(refusal.statusCode())
                || refusal.statusCode() >= 500
                || code.equals("NoSuchBucket")
                || WRONG_REGION.contains(code);
        if (concernsTheStore) {
            throw store(refusal);
        }
        return new IOException(object + ": the object store at " + endpoint + " answers " + answer(refusal), failure);
    }

    /** An object of which no more comes, however often it is asked for. */
    ProblemException brokenOff(String object, long position, int times, IOException cause) {
        return new ProblemException(
                Problem.Kind.UNREACHABLE,
                "the object store at " + endpoint + " breaks off at byte " + position + " of " + object + ", " + times
                        + " times in a row (" + cause.getMessage() + "); run the same command again when it does not",
                cause);
    }

    private ProblemException store(AwsServiceException refusal) {
        if (code(refusal).equals("NoSuchBucket")) {
            return missing(refusal);
        }
        if (WRONG_REGION.contains(code(refusal)) || refusal.statusCode() == 301) {
            return problem(
                    "the object store at " + endpoint + " has bucket " + name() + " in another region ("
                            + answer(refusal) + "); set " + config.section() + ".region",
                    refusal);
        }
        if (refusal.statusCode() == 401 || refusal.statusCode() == 403) {
            return new ProblemException(
                    Problem.Kind.REFUSED,
                    "the object store at " + endpoint + " refuses access to bucket " + name() + " (" + answer(refusal)
                            + "); check the credentials of " + config.section() + " and their rights",
                    refusal);
        }
        return problem(
                "the object store at " + endpoint + " does not serve bucket " + name() + " (" + answer(refusal)
                        + "); run the same command again when it does",
                refusal);
    }

    private ProblemException missing(AwsServiceException refusal) {
        return problem(
                "the object store at " + endpoint + " has no bucket " + name() + "; correct " + config.section()
                        + ".bucket, make the bucket, or set " + config.section() + ".checkBucket: true to have it made",
                refusal);
    }

    private ProblemException unreachable(SdkException failure) {
        return config.useIAM() && String.valueOf(failure.getMessage()).contains("credentials")
                ? new ProblemException(
                        Problem.Kind.REFUSED,
                        "this machine's role and environment give no credentials for bucket " + name() + " at "
                                + endpoint + "; give them, or set ak and sk in " + config.section()
                                + " and useIAM: false",
                        failure)
                : problem(
                        "the object store at " + endpoint + " with bucket " + name() + " cannot be reached ("
                                + reason(failure) + "); check " + config.section() + ".endpoint and that it runs",
                        failure);
    }

    /** The innermost cause says it best: refused, unknown host, timed out. */
    private static String reason(Throwable failure) {
        Throwable innermost = ProblemException.innermost(failure);
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }

    private static ProblemException problem(String sentence, SdkException cause) {
        return new ProblemException(Problem.Kind.UNREACHABLE, sentence, cause);
    }

    private static String answer(AwsServiceException refusal) {
        return (refusal.statusCode() + " " + code(refusal)).strip();
    }

    private static String code(AwsServiceException refusal) {
        AwsErrorDetails details = refusal.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    @Override
    public void close() {
        client.close();
    }
}
