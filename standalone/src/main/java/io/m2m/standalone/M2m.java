package io.m2m.standalone;

import io.m2m.common.config.ConfigLoader;
import io.m2m.coordinator.CoordinatorConfiguration;
import io.m2m.coordinator.web.CoordinatorWebConfiguration;
import io.m2m.dumper.DumperConfiguration;
import io.m2m.loader.LoaderConfiguration;
import io.m2m.standalone.broker.EmbeddedBrokers;
import io.m2m.standalone.cli.Program;
import io.m2m.standalone.cli.Screen;
import io.m2m.standalone.demo.SampleMigration;
import io.m2m.standalone.direct.Configurations;
import io.m2m.standalone.direct.Preflights;
import io.m2m.standalone.direct.StagingCleaning;
import io.m2m.standalone.process.OneProcess;
import io.m2m.standalone.services.SeparateServices;
import io.m2m.standalone.services.ServicesApplication;
import io.m2m.standalone.web.HttpCoordinators;
import io.m2m.verifier.VerifierConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The m2m program. */
public final class M2m {
    /** How long a coordinator that was lost is looked for while a run is followed: longer than a restart takes. */
    private static final Duration LOOKED_FOR = Duration.ofMinutes(2);

    private M2m() {}

    public static void main(String[] arguments) {
        Interruption interruption = new Interruption(Thread.currentThread(), System.err);
        interruption.arm();
        int code = Program.commandLine(
                        engine(System.getenv()),
                        new HttpCoordinators(System.getenv("M2M_API_TOKEN"), Clock.systemUTC(), LOOKED_FOR),
                        SampleMigration.withMilvusFromPyPI(),
                        new SeparateServices(),
                        Screen.ofProcess(),
                        interruption::requested)
                .execute(arguments);
        interruption.finished();
        System.exit(code);
    }

    /**
     * All services and a broker in this process.
     *
     * @param environment may override keys of the configuration
     */
    public static OneProcess engine(Map<String, String> environment) {
        Configurations configurations = new Configurations(new ConfigLoader(environment));
        ServicesApplication services = new ServicesApplication(
                configurations,
                List.of(
                        CoordinatorConfiguration.class,
                        DumperConfiguration.class,
                        LoaderConfiguration.class,
                        VerifierConfiguration.class),
                List.of(CoordinatorWebConfiguration.class));
        return new OneProcess(
                new EmbeddedBrokers(),
                services,
                new Preflights(configurations),
                new StagingCleaning(configurations),
                Clock.systemUTC());
    }
}
