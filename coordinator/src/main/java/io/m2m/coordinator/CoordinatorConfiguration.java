package io.m2m.coordinator;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.MigrationId;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.MessageSerde;
import io.m2m.common.kafka.WorkerContainers;
import io.m2m.common.message.Events;
import io.m2m.common.message.Message;
import io.m2m.common.message.PlanTask;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.cleaning.CleanStaging;
import io.m2m.coordinator.cleaning.CleanVerified;
import io.m2m.coordinator.kafka.CoordinatorStreams;
import io.m2m.coordinator.kafka.CoordinatorTopology;
import io.m2m.coordinator.migration.Migration;
import io.m2m.coordinator.migration.Room;
import io.m2m.coordinator.plan.PlanMigrations;
import io.m2m.coordinator.plan.Plans;
import io.m2m.coordinator.report.WriteReports;
import java.io.IOException;
import java.nio.file.Files;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import tools.jackson.databind.json.JsonMapper;

/** The coordinator's bill of materials. */
@Configuration(proxyBeanMethods = false)
public class CoordinatorConfiguration {
    private static final String GROUP = "coordinator-files";

    @Bean
    CoordinatorStreams coordinatorStreams(
            KafkaClients clients, MessageSerde serde, JsonMapper mapper, MigrationConfig config) throws IOException {
        Room room = Room.of(clients.settings().taskPartitions(), config.loader().limit());
        return new CoordinatorStreams(
                CoordinatorTopology.of(
                        clients.settings(), serde, mapper, clients.meters(), tasks -> new Migration(room, tasks)),
                clients,
                Files.createTempDirectory("m2m-coordinator-"));
    }

    @Bean
    ConcurrentMessageListenerContainer<String, Message> planWorkers(
            WorkerContainers containers,
            KafkaClients clients,
            MigrationConfig config,
            ObjectStore staging,
            Documents documents,
            Events events) {
        String migration = MigrationId.of(config);
        Plans plans = new Plans(documents, migration);
        PlanMigrations planning =
                new PlanMigrations(config, new SourcePlanning(config, clients.meters()), plans, documents, events);
        WriteReports reports = new WriteReports(plans, documents, config::selects);
        CleanVerified cleaning = new CleanVerified(new CleanStaging(staging, documents, migration, config));
        TaskHandler<PlanTask> handler = (task, progress) -> switch (task) {
            case PlanTask.PlanMigration plan -> planning.plan(plan);
            case PlanTask.WriteReport report -> reports.write(report);
            case PlanTask.CleanStaging clean -> cleaning.clean(clean);
        };
        return containers.workers(GROUP, clients.settings().topics().planTasks(), PlanTask.class, handler, 1);
    }
}
