package io.m2m.standalone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

@Command(
        name = "service",
        description = "One service of a fleet, on a Kafka of its own, until it is told to stop.",
        footerHeading = "%nAnything else is a property of the service, for example:%n",
        footer = {
            "  --m2m.kafka.bootstrap-servers=HOST:PORT   or M2M_KAFKA_BOOTSTRAP_SERVERS in the environment",
            "  --server.port=PORT --server.address=HOST  where it listens (default: this machine only)"
        })
final class ServiceAction extends Action {
    private final Fleet fleet;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERVICE", description = "${COMPLETION-CANDIDATES}")
    private ServiceName service = ServiceName.coordinator;

    @Option(
            names = "--config",
            paramLabel = "F",
            description = "configuration (default: M2M_CONFIG, then migration.yaml, then configs/migration.yaml)")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "key=value", description = "override a configuration key; repeatable")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Unmatched
    private List<String> properties = new ArrayList<>();

    ServiceAction(Screen screen, Fleet fleet) {
        super(screen);
        this.fleet = fleet;
    }

    @Override
    int act() throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (String property : properties) {
            if (!property.matches("--[A-Za-z][^=]*\\.[^=]*=.*")) {
                throw new ParameterException(
                        spec.commandLine(), "unknown argument " + property + "; a property is given as --key=value");
            }
            all.add(property);
        }
        if (config != null) {
            all.add("--m2m.config=" + config);
        }
        overrides.forEach((key, value) -> all.add("--m2m.set[" + key + "]=" + value));
        fleet.run(service, all, address -> say("m2m " + service + " runs; its probes are at " + address + "/actuator"));
        return ExitCode.DONE;
    }

    @Override
    String usualLevel() {
        return "INFO";
    }
}
