package io.m2m.standalone.logging;

import java.util.List;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** This program has set its logging up by the time a service starts: Spring keeps its hands off, and all log to one place. */
public final class OwnLogging {
    /** Spring Boot's own property: {@code ecs}, {@code gelf} or {@code logstash}. */
    static final String FORMAT = "logging.structured.format.console";

    private OwnLogging() {}

    /** From now on, JSON lines of the program's usual form. */
    public static void inJson() {
        StructuredLogs.write("logstash", new StandardEnvironment());
    }

    /**
     * @param name what logs under it
     * @param properties as {@code --key=value}; the environment may say the same
     */
    public static void keep(String name, List<String> properties) {
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        // The web server logs by java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(properties.toArray(String[]::new)));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("name", Map.of("spring.application.name", name)));
        String format = environment.getProperty(FORMAT);
        if (format != null) {
            StructuredLogs.write(format, environment);
        }
    }
}
