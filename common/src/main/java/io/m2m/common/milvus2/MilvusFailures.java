package io.m2m.common.milvus2;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.milvus.param.R;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a failed call to Milvus means: the server is away, refuses the credentials, or refuses what was asked. */
public final class MilvusFailures {
    private static final Set<Status.Code> AWAY = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.CANCELLED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.ABORTED);
    /** A server that starts, recovers or has enough to do answers, but with one of these. */
    private static final List<String> AWAY_TEXTS = List.of(
            "DEADLINE_EXCEEDED",
            "UNAVAILABLE",
            "not ready",
            "NotReady",
            "service unavailable",
            "number of jobs has reached the limit");

    /** How servers refuse credentials over gRPC and over REST. */
    private static final List<String> CREDENTIALS_TEXTS = List.of("auth check failure", "hasn't authenticate");

    private static final String NO_DATABASE = "database not found";

    /** How servers say that they are full, and the key of their configuration that makes room. */
    private static final Map<String, String> LIMITS = Map.of(
            "maximum partition's number", "rootCoord.maxPartitionNum",
            "partition number (", "rootCoord.maxPartitionNum",
            "exceeded the limit number of collections", "quotaAndLimits.limits.maxCollectionNum",
            "max general capacity", "rootCoord.maxGeneralCapacity");

    private static final Set<Status.Code> REFUSED = Set.of(Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED);

    private MilvusFailures() {}

    /**
     * Makes a call of the v2 client, or the making of a client.
     *
     * @param doing what is asked, to follow "Milvus at ... does not answer while"
     * @throws ProblemException UNREACHABLE when another try can help, REFUSED for the credentials, TARGET when the server refuses
     */
    public static <T> T during(String doing, String address, Supplier<T> call) {
        try {
            return call.get();
        } catch (ProblemException known) {
            throw known;
        } catch (RuntimeException failure) {
            throw meaning(doing, address, failure);
        }
    }

    /** The same for the v1 client, which answers with its failures. */
    public static <T> T answer(String doing, String address, Supplier<R<T>> call) {
        R<T> answer = during(doing, address, call);
        if (answer.getStatus() == R.Status.Success.getCode()) {
            return answer.getData();
        }
        Exception cause = answer.getException();
        throw meaning(
                doing, address, cause == null ? new IllegalStateException("status " + answer.getStatus()) : cause);
    }

    private static ProblemException meaning(String doing, String address, Exception failure) {
        Status.Code code = code(failure);
        String reason = reason(failure);
        if (code != null && REFUSED.contains(code)) {
            return refusedCredentials(doing, address, failure);
        }
        return refusal(doing, address, reason, failure, code != null && AWAY.contains(code));
    }

    /** What the server says about a call that it does not carry out. */
    static ProblemException refusal(String doing, String address, String reason, Exception failure) {
        return refusal(doing, address, reason, failure, false);
    }

    private static ProblemException refusal(
            String doing, String address, String reason, Exception failure, boolean away) {
        if (CREDENTIALS_TEXTS.stream().anyMatch(reason::contains)) {
            return refusedCredentials(doing, address, failure);
        }
        if (reason.contains(NO_DATABASE)) {
            return new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "Milvus at " + address + " has no such database (" + reason
                            + "); create it or correct target.milvus2x.database",
                    failure);
        }
        if (away || AWAY_TEXTS.stream().anyMatch(reason::contains)) {
            return away(doing, address, why(failure, reason), failure);
        }
        return new ProblemException(
                Problem.Kind.TARGET,
                "Milvus at " + address + " refuses " + doing + ": " + reason + room(reason),
                failure);
    }

    private static String room(String reason) {
        return LIMITS.entrySet().stream()
                .filter(limit -> reason.contains(limit.getKey()))
                .map(limit -> "; raise " + limit.getValue()
                        + " on the server or make room there, then run the same command again")
                .findFirst()
                .orElse("");
    }

    static ProblemException refusedCredentials(String doing, String address, @Nullable Exception failure) {
        return new ProblemException(
                Problem.Kind.REFUSED,
                "Milvus at " + address + " refuses the credentials while " + doing
                        + "; check target.milvus2x.username and password, or token",
                failure);
    }

    static ProblemException away(String doing, String address, String why, @Nullable Exception failure) {
        return new ProblemException(
                Problem.Kind.UNREACHABLE,
                "Milvus at " + address + " does not answer while " + doing + " (" + why
                        + "); check target.milvus2x.endpoint and that the server runs",
                failure);
    }

    private static Status.@Nullable Code code(Throwable failure) {
        for (Throwable cause : ProblemException.causes(failure).toList()) {
            if (cause instanceof StatusRuntimeException status) {
                return status.getStatus().getCode();
            }
        }
        return null;
    }

    /** The transport's own words are long and about the transport; the innermost cause says it best. */
    private static String why(Throwable failure, String reason) {
        if (reason.contains("DEADLINE_EXCEEDED")) {
            return "no answer in time";
        }
        return reason(ProblemException.innermost(failure));
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
