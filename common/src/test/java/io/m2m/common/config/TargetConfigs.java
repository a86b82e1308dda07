package io.m2m.common.config;

import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.config.Milvus2xConfig.ImportWay;
import java.util.Map;

/** Servers without credentials and TLS, and what is done there. */
public final class TargetConfigs {
    private TargetConfigs() {}

    public static Milvus2xConfig of(String endpoint) {
        return of(endpoint, new IndexChoice.FromSource(), IfExists.FAIL, ImportWay.AUTO);
    }

    public static Milvus2xConfig of(String endpoint, IndexChoice index, IfExists ifExists, ImportWay way) {
        return new Milvus2xConfig(
                endpoint,
                null,
                null,
                null,
                null,
                TlsConfig.off(),
                Map.of(),
                Milvus2xConfig.NameRule.RULE,
                "id",
                "data",
                null,
                index,
                ifExists,
                way);
    }
}
