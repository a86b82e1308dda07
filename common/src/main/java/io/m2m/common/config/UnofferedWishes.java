package io.m2m.common.config;

import io.m2m.common.config.Milvus2xConfig.ImportWay;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;

/** Valid wishes that this version does not fulfil: refused rather than passed over. */
public final class UnofferedWishes {
    private UnofferedWishes() {}

    /** @throws ProblemException CONFIGURATION for the first of them */
    public static MigrationConfig refuse(MigrationConfig config) {
        if (config.target().milvus2x().importWay() == ImportWay.REST) {
            throw refused("target.milvus2x.import", "auto or grpc, which every server from 2.2 on takes");
        }
        return config;
    }

    private static ProblemException refused(String key, String offered) {
        return new ProblemException(
                Kind.CONFIGURATION,
                "this version of m2m does not offer what " + key + " asks for; set it to " + offered);
    }
}
