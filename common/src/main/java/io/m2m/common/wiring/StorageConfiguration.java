package io.m2m.common.wiring;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.metrics.Meters;
import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Staging as every service sees it. Wants a {@link MigrationConfig} and a {@link JsonMapper} beside it. */
@Configuration(proxyBeanMethods = false)
public class StorageConfiguration {
    @Bean(destroyMethod = "close")
    ObjectStore staging(MigrationConfig config, ObjectProvider<Meters> meters) {
        return Storages.staging(config.target().staging(), meters.getIfAvailable(Meters::none));
    }

    @Bean
    Documents documents(ObjectStore staging, JsonMapper mapper) {
        return new JsonDocuments(staging, mapper);
    }
}
