package io.m2m.coordinator.web;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.MigrationId;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.message.Events;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.kafka.DeadLetters;
import io.m2m.coordinator.kafka.StatusReader;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** API and page of a coordinator that serves. */
@Configuration(proxyBeanMethods = false)
public class CoordinatorWebConfiguration {
    /** In the environment {@code M2M_API_TOKEN}. */
    private static final String TOKEN = "m2m.api.token";

    /** How long an answer waits for what was asked for to show. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    @Bean
    StatusView statusView() {
        return new StatusView();
    }

    @Bean
    StatusReader statusReader(KafkaClients clients, StatusView view) {
        return new StatusReader(clients, view::accept);
    }

    @Bean
    MigrationsController migrationsController(
            MigrationConfig config, StatusView view, Events events, ObjectStore staging, JsonMapper mapper) {
        return new MigrationsController(
                MigrationId.of(config),
                config.verify().level(),
                view,
                events,
                staging,
                mapper,
                Clock.systemUTC(),
                PATIENCE);
    }

    @Bean
    VerbsController verbsController(KafkaClients clients, StatusView view, Events events) {
        return new VerbsController(view, events, new DeadLetters(clients)::putBack, Clock.systemUTC(), PATIENCE);
    }

    @Bean
    LimitsController limitsController(StatusView view, Events events, JsonMapper mapper) {
        return new LimitsController(view, events, new RequestBodies(mapper), PATIENCE);
    }

    @Bean
    EventsController eventsController(StatusView view) {
        return new EventsController(view, HEARTBEAT);
    }

    @Bean
    ProblemDocuments problemDocuments() {
        return new ProblemDocuments();
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> listenAddress(Environment environment) {
        return server -> server.setAddress(
                ListenAddress.of(environment.getProperty("server.address"), environment.getProperty(TOKEN)));
    }

    @Bean
    FilterRegistrationBean<ApiToken> apiToken(Environment environment, JsonMapper mapper) {
        String token = environment.getProperty(TOKEN, "");
        FilterRegistrationBean<ApiToken> filter = new FilterRegistrationBean<>(new ApiToken(token, mapper));
        filter.setEnabled(!token.isBlank());
        filter.addUrlPatterns("/api/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
