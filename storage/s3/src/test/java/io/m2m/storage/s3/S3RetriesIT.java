package io.m2m.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.RetriesContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class S3RetriesIT extends RetriesContract {
    private volatile boolean empty;

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        if (empty) {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().flush();
        } else {
            send(exchange, 200, from, CONTENT.length - from);
        }
    }

    @Override
    protected ObjectStore store(String server, Runnable retried) {
        return new S3Stores()
                .open(S3Server.bucket(server, BUCKET, "folder", S3Server.SECRET_KEY, IfMissing.ADVISE), retried);
    }

    /** Not of an object that is damaged. */
    @Test
    void aBodyThatNeverComesIsTheFailureOfAStore() {
        empty = true;

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::read);

        assertThat(problem.problem().kind()).isEqualTo(Problem.Kind.UNREACHABLE);
        assertThat(problem.problem().sentence()).contains(address(), "byte 0", "key");
    }
}
