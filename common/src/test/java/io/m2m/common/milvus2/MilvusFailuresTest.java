package io.m2m.common.milvus2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.milvus.exception.ServerException;
import io.milvus.grpc.ErrorCode;
import io.milvus.param.R;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failures are those of SDK 2.6.22 against a server 2.3.5. */
final class MilvusFailuresTest {
    private static Problem problem(Exception failure) {
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> MilvusFailures.answer("counting", "http://h:1", () -> R.failed(failure)))
                .problem();
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, UNREACHABLE",
        "DEADLINE_EXCEEDED, UNREACHABLE",
        "UNAUTHENTICATED, REFUSED",
        "PERMISSION_DENIED, REFUSED",
        "UNIMPLEMENTED, TARGET",
        "INVALID_ARGUMENT, TARGET",
    })
    void knowsTheFailuresOfTheTransport(Status.Code code, Kind kind) {
        Problem problem = problem(new StatusRuntimeException(Status.fromCode(code)));

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.sentence()).contains("http://h:1").contains("counting");
    }

    @ParameterizedTest
    @CsvSource({
        "700, index not found[collection=c], TARGET",
        "800, database not found[database=nosuch], CONFIGURATION",
        "1, service not ready[proxy=5]: Initializing, UNREACHABLE",
        "1800, auth check failure, REFUSED",
    })
    void knowsWhatTheServerSays(int code, String reason, Kind kind) {
        assertThat(problem(new ServerException(reason, code, ErrorCode.UnexpectedError))
                        .kind())
                .isEqualTo(kind);
    }

    /** As sources of 2.2, 2.3 and 2.4, 2.4 and later have them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            maximum partition's number should be limit to 4096                      | rootCoord.maxPartitionNum
            partition number (1024) exceeds max configuration (1024), collection: c | rootCoord.maxPartitionNum
            exceeded the limit number of collections[limit=65536]                   | quotaAndLimits.limits.maxCollectionNum
            failed checking constraint: sum_collections(parition*shard) exceeding the max general capacity: 65536 | rootCoord.maxGeneralCapacity
            """)
    void saysWhatMakesRoomOnAServerThatIsFull(String reason, String key) {
        Problem problem = problem(new ServerException(reason, 65535, ErrorCode.UnexpectedError));

        assertThat(problem.kind()).isEqualTo(Kind.TARGET);
        assertThat(problem.sentence())
                .contains(reason, "raise " + key + " on the server", "run the same command again");
    }

    @Test
    void knowsWhatMakingAClientSays() {
        Problem problem = problem(new RuntimeException("Failed to initialize connection. Error: DEADLINE_EXCEEDED: x"));

        assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(problem.sentence()).contains("target.milvus2x.endpoint", "(no answer in time)");
    }

    @Test
    void saysWhatTheTransportFoundInnermost() {
        Status unavailable = Status.UNAVAILABLE
                .withDescription("io exception")
                .withCause(new IOException("finishConnect(..) failed", new ConnectException("Connection refused")));

        assertThat(problem(unavailable.asRuntimeException()).sentence()).contains("(Connection refused)");
    }
}
