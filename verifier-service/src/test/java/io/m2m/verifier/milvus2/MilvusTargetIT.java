package io.m2m.verifier.milvus2;

import io.m2m.verifier.verify.Target;
import io.m2m.verifier.verify.TargetContract;
import io.m2m.verifier.verify.TargetSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class MilvusTargetIT extends TargetContract {
    @TempDir
    Path folder;

    private MilvusServer server;
    private MilvusTarget target;

    @BeforeEach
    void connect() {
        server = new MilvusServer(folder);
        target = new MilvusTarget(server.clients(), "id", "data");
    }

    @AfterEach
    void drop() {
        if (server != null) {
            target.close();
            server.close();
        }
    }

    @Override
    protected Target target(TargetSpec spec) {
        server.make(spec);
        return target;
    }

    @Override
    protected String name(String purpose) {
        return MilvusServer.name(purpose);
    }
}
