package io.m2m.loader.milvus2;

import io.m2m.loader.load.Imports;
import io.m2m.loader.load.ImportsContract;
import io.m2m.loader.load.TargetServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** {@code bulkInsert} of a real server keeps to the contract. */
final class MilvusImportsIT extends ImportsContract {
    private static RealTarget target;

    @BeforeAll
    static void connect() {
        target = RealTarget.connect();
    }

    @AfterAll
    static void close() {
        if (target != null) {
            target.close();
        }
    }

    @Override
    protected TargetServer server() {
        return target.server();
    }

    @Override
    protected Imports imports() {
        return target.imports();
    }
}
