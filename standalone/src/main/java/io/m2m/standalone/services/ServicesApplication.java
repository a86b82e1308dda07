package io.m2m.standalone.services;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.MigrationId;
import io.m2m.common.json.Json;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessagingConfiguration;
import io.m2m.common.message.Command;
import io.m2m.common.message.Events;
import io.m2m.common.message.Level;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.wiring.ServedConfiguration;
import io.m2m.common.wiring.StartFailures;
import io.m2m.common.wiring.StorageConfiguration;
import io.m2m.common.wiring.Uninterrupted;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.cli.ListenOn;
import io.m2m.standalone.direct.Configurations;
import io.m2m.standalone.logging.OwnLogging;
import io.m2m.standalone.process.Deployment;
import io.m2m.standalone.process.kafka.StatusTopic;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts the services from their configurations, without scanning. A command gets a bare context; only {@code serve} pays for
 * the web server and Spring Boot's auto-configuration.
 */
public final class ServicesApplication implements Deployment {
    private final Configurations source;
    private final List<Class<?>> configurations;
    private final List<Class<?>> pages;

    /**
     * @param services one configuration class per service
     * @param pages configurations of what only {@code serve} needs
     */
    public ServicesApplication(Configurations source, List<Class<?>> services, List<Class<?>> pages) {
        this.source = source;
        this.pages = pages;
        this.configurations = new ArrayList<>(services);
        this.configurations.add(MessagingConfiguration.class);
        this.configurations.add(StorageConfiguration.class);
    }

    @Override
    public Prepared prepare(ConfigChoice choice) {
        return new Ready(source.load(choice));
    }

    private final class Ready implements Prepared {
        private final MigrationConfig config;

        private Ready(MigrationConfig config) {
            this.config = config;
        }

        @Override
        public String migration() {
            return MigrationId.of(config);
        }

        @Override
        public Level level() {
            return config.verify().level();
        }

        @Override
        public Services start(String bootstrapServers, Command command) {
            MigrationConfig own = command.dumps() ? config : config.looking();
            return new Running(StartFailures.orProblem(() ->
                    application(own, bootstrapServers, WebApplicationType.NONE).run()));
        }

        @Override
        public Services serve(String bootstrapServers, ListenOn listen) {
            return new Running(StartFailures.orProblem(
                    () -> application(config, bootstrapServers, WebApplicationType.SERVLET)
                            .sources(ServedConfiguration.class)
                            .sources(pages.toArray(Class<?>[]::new))
                            .run("--server.address=" + listen.host(), "--server.port=" + listen.port()),
                    cause -> addressTaken(cause, listen)));
        }

        private static Optional<String> addressTaken(Throwable cause, ListenOn listen) {
            return cause instanceof PortInUseException || cause instanceof BindException
                    ? Optional.of("page and API cannot be served on " + listen.host() + ":" + listen.port()
                            + ", which is in use or no address of this machine; name another with --listen")
                    : Optional.empty();
        }

        private SpringApplicationBuilder application(
                MigrationConfig own, String bootstrapServers, WebApplicationType web) {
            OwnLogging.keep("m2m", List.of());
            return new SpringApplicationBuilder(configurations.toArray(Class<?>[]::new))
                    .web(web)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .properties(Map.of("spring.application.name", "m2m"))
                    .initializers((ConfigurableApplicationContext context) ->
                            register((GenericApplicationContext) context, own, bootstrapServers));
        }

        private void register(GenericApplicationContext context, MigrationConfig own, String bootstrapServers) {
            context.registerBean(MigrationConfig.class, () -> own);
            context.registerBean(KafkaSettings.class, () -> KafkaSettings.embedded(bootstrapServers));
            context.registerBean(JsonMapper.class, Json::mapper);
        }
    }

    private record Running(ConfigurableApplicationContext context) implements Services {
        @Override
        public Events events() {
            return context.getBean(Events.class);
        }

        @Override
        public StatusFeed status() {
            return new StatusTopic(context.getBean(KafkaClients.class));
        }

        @Override
        public ObjectStore staging() {
            return context.getBean("staging", ObjectStore.class);
        }

        @Override
        public String address() {
            WebServer server = ((WebServerApplicationContext) context).getWebServer();
            String host = context.getEnvironment().getRequiredProperty("server.address");
            return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
        }

        @Override
        public void close() {
            Uninterrupted.run(context::close);
        }
    }
}
