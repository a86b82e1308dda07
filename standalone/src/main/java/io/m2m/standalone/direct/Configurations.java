package io.m2m.standalone.direct;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.Milvus2xConfig.ImportWay;
import io.m2m.common.config.PolicyConfig.DuplicateIds;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.ConfigChoice;

/** Reads the configuration of a command, and refuses a wish that would not be fulfilled rather than passing over it. */
public final class Configurations {
    private final ConfigLoader loader;

    public Configurations(ConfigLoader loader) {
        this.loader = loader;
    }

    /** @throws ProblemException CONFIGURATION when it cannot be used */
    public MigrationConfig load(ConfigChoice choice) {
        MigrationConfig config = loader.load(choice.file(), choice.assignments());
        if (config.policy().duplicateIds() != DuplicateIds.KEEP_ALL) {
            throw refused("policy.duplicateIds", "keep-all, which imports every copy and lists the ids");
        }
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
