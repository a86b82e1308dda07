package io.m2m.loader.milvus2;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.config.Milvus2xConfig.ImportWay;
import io.m2m.common.config.Milvus2xConfig.NameRule;
import io.m2m.common.config.TlsConfig;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The server that {@code -Dm2m.test.milvus=http://host:port} names; it must read this machine's files under the same paths. */
public final class RealServer {
    private RealServer() {}

    /** Skips the test when there is none. */
    public static String url() {
        String url = System.getProperty("m2m.test.milvus", System.getenv("M2M_TEST_MILVUS"));
        Assumptions.assumeTrue(url != null && !url.isEmpty(), "no Milvus server is named by m2m.test.milvus");
        return url;
    }

    public static Milvus2xConfig config(String url, IndexChoice index, IfExists ifExists) {
        return new Milvus2xConfig(
                url,
                null,
                null,
                null,
                null,
                TlsConfig.off(),
                Map.of(),
                NameRule.RULE,
                "id",
                "data",
                null,
                index,
                ifExists,
                ImportWay.AUTO);
    }
}
