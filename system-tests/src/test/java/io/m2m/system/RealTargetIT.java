package io.m2m.system;

import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * Loader and verifier by themselves on a real server: their modules' own tests, which are skipped there for want of one. They
 * wait for it most of the time, so they run beside each other.
 */
@Suite
@ConfigurationParameter(key = "junit.jupiter.execution.parallel.enabled", value = "true")
@ConfigurationParameter(key = "junit.jupiter.execution.parallel.mode.default", value = "concurrent")
@ConfigurationParameter(key = "junit.jupiter.execution.parallel.config.strategy", value = "fixed")
@ConfigurationParameter(key = "junit.jupiter.execution.parallel.config.fixed.parallelism", value = "6")
@ConfigurationParameter(key = "junit.jupiter.execution.parallel.config.fixed.max-pool-size", value = "6")
@SelectClasses(
        names = {
            "io.m2m.loader.milvus2.LoaderIT",
            "io.m2m.loader.milvus2.MilvusImportsIT",
            "io.m2m.loader.milvus2.MilvusTargetIT",
            "io.m2m.verifier.milvus2.MilvusTargetIT",
            "io.m2m.verifier.milvus2.MilvusVerificationIT"
        })
class RealTargetIT {
    @BeforeSuite
    static void nameTheServer() {
        System.setProperty("m2m.test.milvus", Milvus.local().endpoint());
    }
}
