package io.m2m.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.milvus.v2.exception.ErrorCode;
import io.milvus.v2.exception.MilvusClientException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class DependencyTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new MilvusClientException(ErrorCode.SERVER_ERROR, "away"), Dependency.MILVUS),
                Arguments.of(SdkClientException.create("away"), Dependency.STORAGE),
                Arguments.of(new IOException("disk full"), Dependency.STORAGE),
                Arguments.of(new TimeoutException("no broker"), Dependency.KAFKA),
                Arguments.of(new SQLException("gone"), Dependency.METADATA),
                Arguments.of(new IllegalStateException("a defect"), Dependency.OTHER));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isToldByTheCauseOfAProblem(Exception cause, Dependency expected) {
        ProblemException problem = new ProblemException(Problem.Kind.UNREACHABLE, "a sentence", cause);

        assertThat(Dependency.of(new IllegalStateException("listener failed", problem)))
                .isEqualTo(expected);
    }
}
