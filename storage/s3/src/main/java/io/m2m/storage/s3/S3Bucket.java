package io.m2m.storage.s3;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.Encryption;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.bucket.BucketProblems;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** One bucket at one endpoint, and what its refusals mean. */
final class S3Bucket implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    /** Answers of a store that wants to be spoken to under the name of another region. */
    private static final Set<String> WRONG_REGION =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException");

    private final S3Client client;
    private final BucketConfig config;
    private final BucketProblems problems;
    private volatile boolean seen;

    S3Bucket(BucketConfig config, Runnable retried) {
        S3Endpoint place = S3Endpoint.of(config);
        this.config = config;
        this.problems = new BucketProblems(config, place.shown());
        this.client = S3Clients.of(config, place, retried);
    }

    S3Client client() {
        return client;
    }

    BucketProblems problems() {
        return problems;
    }

    String name() {
        return config.bucket();
    }

    /** What the store is asked to do with what is written; nothing for what the bucket says. */
    @Nullable
    ServerSideEncryption encryption() {
        Encryption wanted = config.encryption();
        return wanted == null
                ? null
                : switch (wanted.way()) {
                    case AES256 -> ServerSideEncryption.AES256;
                    case AWS_KMS -> ServerSideEncryption.AWS_KMS;
                };
    }

    @Nullable
    String kmsKeyId() {
        return config.encryption() == null ? null : config.encryption().kmsKeyId();
    }

    boolean exists() {
        try {
            client.headBucket(request -> request.bucket(name()));
        } catch (AwsServiceException refusal) {
            if (refusal.statusCode() == NOT_FOUND) {
                return false;
            }
            throw store(refusal);
        } catch (SdkException failure) {
            throw unreachable(failure);
        }
        seen = true;
        return true;
    }

    void make() {
        try {
            client.createBucket(request -> request.bucket(name()));
        } catch (BucketAlreadyOwnedByYouException madeMeanwhile) {
            // What was wanted.
        } catch (AwsServiceException refusal) {
            throw store(refusal);
        } catch (SdkException failure) {
            throw unreachable(failure);
        }
        seen = true;
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
                throw problems.noBucket(refusal);
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
            return BucketProblems.interrupted(object, failure);
        }
        if (!(failure instanceof AwsServiceException refusal)) {
            throw unreachable(failure);
        }
        String code = code(refusal);
        if (refusal.statusCode() == NOT_FOUND && (code.isEmpty() || code.equals("NoSuchKey"))) {
            return BucketProblems.noObject(object, failure);
        }
        boolean concernsTheStore = Set.of(401, 403, 429).contains(refusal.statusCode())
                || refusal.statusCode() >= 500
                || code.equals("NoSuchBucket")
                || WRONG_REGION.contains(code);
        if (concernsTheStore) {
            throw store(refusal);
        }
        return problems.object(object, answer(refusal), failure);
    }

    private ProblemException store(AwsServiceException refusal) {
        if (code(refusal).equals("NoSuchBucket")) {
            return problems.noBucket(refusal);
        }
        if (WRONG_REGION.contains(code(refusal)) || refusal.statusCode() == 301) {
            return problems.otherRegion(answer(refusal), refusal);
        }
        return refusal.statusCode() == 401 || refusal.statusCode() == 403
                ? problems.refused(answer(refusal), refusal)
                : problems.notServed(answer(refusal), refusal);
    }

    private ProblemException unreachable(SdkException failure) {
        return config.useIAM() && String.valueOf(failure.getMessage()).contains("credentials")
                ? problems.noCredentials(failure)
                : problems.silent(failure);
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
