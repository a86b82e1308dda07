package io.m2m.common.wiring;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One service in this process, until it is closed. */
public final class RunningService implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a service from its arguments. */
    @FunctionalInterface
    public interface Starter {
        /**
         * @param arguments properties as {@code --key=value}
         * @throws ProblemException when it cannot start, with the sentence for the user
         */
        RunningService start(List<String> arguments);
    }

    /**
     * @param application names the service's configurations
     * @param port where its probes are, unless it is told otherwise
     */
    public static RunningService start(Class<?> application, int port, List<String> arguments) {
        return new RunningService(StartFailures.orProblem(() -> new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        port,
                        "spring.application.name",
                        name(application)))
                .run(arguments.toArray(String[]::new))));
    }

    /** How it is called in traces and structured logs: {@code m2m-dumper}. */
    private static String name(Class<?> application) {
        return "m2m-" + application.getSimpleName().replace("Application", "").toLowerCase(Locale.ROOT);
    }

    /** The whole life of a process that is this service: it ends with SIGTERM, or at once when it cannot start. */
    public static void main(Starter starter, String... arguments) {
        try {
            RunningService service = starter.start(List.of(arguments));
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
        } catch (ProblemException failure) {
            Problem problem = failure.problem();
            System.err.println("m2m: " + problem.sentence());
            System.exit(problem.kind().exitCode());
        }
    }

    /** Where its web server listens. */
    public String address() {
        String host = context.getEnvironment().getProperty("server.address");
        return "http://" + host + ":" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Running tasks are let go, to be taken up by another. */
    @Override
    public void close() {
        Uninterrupted.run(context::close);
    }
}
