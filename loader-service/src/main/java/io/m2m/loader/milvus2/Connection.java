package io.m2m.loader.milvus2;

import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.milvus2.MilvusFailures;
import io.m2m.common.model.ProblemException;
import io.milvus.client.MilvusServiceClient;
import io.milvus.param.R;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client made when it is first needed. One that met a server that is away is replaced: left alone, it would wait ever longer
 * before it looks again, up to two minutes. It is closed when its last call has returned, so that no other call is broken off.
 */
final class Connection implements AutoCloseable {
    private final MilvusClients clients;
    private final Duration deadline;
    private @Nullable Line line;

    /** @param deadline of each call */
    Connection(MilvusClients clients, Duration deadline) {
        this.clients = clients;
        this.deadline = deadline;
    }

    private static final class Line {
        private final MilvusServiceClient client;
        private int users;
        private boolean broken;

        private Line(MilvusServiceClient client) {
            this.client = client;
        }
    }

    String address() {
        return clients.address();
    }

    /** @param doing what is asked, to follow "Milvus at ... does not answer while" */
    <T> T call(String doing, Function<MilvusServiceClient, R<T>> call) {
        Line mine = enter();
        boolean broken = false;
        try {
            return MilvusFailures.answer(doing, address(), () -> call.apply(mine.client));
        } catch (ProblemException problem) {
            broken = problem.retryable();
            throw problem;
        } finally {
            leave(mine, broken);
        }
    }

    private synchronized Line enter() {
        if (line == null || line.broken) {
            line = new Line(clients.v1(deadline));
        }
        line.users++;
        return line;
    }

    private synchronized void leave(Line used, boolean broken) {
        used.users--;
        used.broken |= broken;
        if (used.broken && used.users == 0) {
            used.client.close();
        }
    }

    @Override
    public synchronized void close() {
        if (line != null && !line.broken) {
            line.client.close();
        }
        line = null;
    }
}
