package io.m2m.dumper;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.PolicyConfig;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.WorkerContainers;
import io.m2m.common.message.DumpTask;
import io.m2m.common.message.Message;
import io.m2m.common.metrics.Meters;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.wiring.Storages;
import io.m2m.dumper.dump.DumpSettings;
import io.m2m.dumper.dump.DumpTasks;
import io.m2m.dumper.dump.SourceRoots;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** What a dumper consists of. */
@Configuration(proxyBeanMethods = false)
public class DumperConfiguration {
    @Bean(destroyMethod = "close")
    SourceRoots sourceRoots(MigrationConfig config, Meters meters) {
        return new SourceRoots(() -> Storages.source(config.source(), meters));
    }

    @Bean
    ConcurrentMessageListenerContainer<String, Message> dumper(
            MigrationConfig config,
            KafkaSettings kafka,
            WorkerContainers containers,
            SourceRoots sourceRoots,
            ObjectStore staging,
            Documents documents) {
        DumpTasks handler = new DumpTasks(
                sourceRoots, staging, documents, settings(config), Path.of(System.getProperty("java.io.tmpdir")));
        return containers.workers(
                "dumper",
                kafka.topics().dumpTasks(),
                DumpTask.class,
                handler,
                config.dumper().limit());
    }

    private static DumpSettings settings(MigrationConfig config) {
        Milvus2xConfig target = config.target().milvus2x();
        return new DumpSettings(
                StagingLayout.file(target.idField()),
                StagingLayout.file(target.vectorField()),
                config.dumper().readerBufferBytes(),
                config.dumper().writerBufferBytes(),
                config.policy().invalidVectors() == PolicyConfig.InvalidVectors.SKIP);
    }
}
