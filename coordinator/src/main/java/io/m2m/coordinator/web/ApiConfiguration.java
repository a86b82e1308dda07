package io.m2m.coordinator.web;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.MigrationId;
import io.m2m.common.message.Events;
import io.m2m.common.storage.ObjectStore;
import io.swagger.v3.oas.models.OpenAPI;
import java.time.Clock;
import java.time.Duration;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The API: who may use it, what it can be asked, its description. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:io/m2m/coordinator/web/api.properties")
class ApiConfiguration {
    /** In the environment {@code M2M_API_TOKEN}. */
    private static final String TOKEN = "m2m.api.token";

    /** How long an answer waits for what was asked for to show. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

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
    VerbsController verbsController(MigrationConfig config, StatusView view, Events events, UnreadLetters unread) {
        return new VerbsController(MigrationId.of(config), view, events, unread, Clock.systemUTC(), PATIENCE);
    }

    @Bean
    LimitsController limitsController(StatusView view, Events events) {
        return new LimitsController(view, events, PATIENCE);
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
    ServerHttpMessageConvertersCustomizer strictRequests(JsonMapper mapper) {
        return converters -> converters.withJsonConverter(strict(mapper));
    }

    /** A misspelt field is refused, since leaving it out means something; commands and levels are taken as people write them. */
    static JacksonJsonHttpMessageConverter strict(JsonMapper mapper) {
        return new JacksonJsonHttpMessageConverter(mapper.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build());
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

    @Bean
    OpenAPI apiDescription() {
        return ApiDescription.whole();
    }

    @Bean
    OpenApiCustomizer refusals() {
        return ApiDescription::complete;
    }
}
