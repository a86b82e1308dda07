package io.m2m.loader;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.WorkerContainers;
import io.m2m.common.message.Events;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.Message;
import io.m2m.common.metrics.Dependency;
import io.m2m.common.metrics.Meters;
import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.wiring.Jitter;
import io.m2m.loader.load.ImportPoller;
import io.m2m.loader.load.LoadTasks;
import io.m2m.loader.load.Patience;
import io.m2m.loader.load.TargetCheck;
import io.m2m.loader.milvus2.ChosenImports;
import io.m2m.loader.milvus2.MilvusServer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The loader's bill of materials. */
@Configuration(proxyBeanMethods = false)
public class LoaderConfiguration {
    /** Each may wait for a server that is away while the others' imports must still be told of. */
    private static final int POLLERS = 4;

    /**
     * Looks at the target without Kafka, as {@code m2m plan} does.
     *
     * @param tasks those of the plan
     * @param documents of staging
     * @throws io.m2m.common.model.ProblemException as {@link TargetCheck#check}
     */
    public static TargetCheck.Findings checkTarget(
            Milvus2xConfig target, MigrationPlan plan, List<DumpPlan> tasks, Documents documents) {
        try (MilvusServer server = new MilvusServer(new MilvusClients(target))) {
            return new TargetCheck(server, target, documents).check(plan, tasks.stream());
        }
    }

    @Bean(destroyMethod = "close")
    MilvusServer loaderTarget(MigrationConfig config) {
        return new MilvusServer(new MilvusClients(config.target().milvus2x()));
    }

    @Bean(destroyMethod = "close")
    ChosenImports loaderImports(MigrationConfig config, MilvusServer server) {
        return new ChosenImports(config.target().milvus2x(), server);
    }

    @Bean(destroyMethod = "close")
    ImportPoller importPoller(Events events, ObjectProvider<Meters> meters) {
        Meters counting = meters.getIfAvailable(Meters::none);
        ImportPoller poller = new ImportPoller(
                events,
                Executors.newScheduledThreadPool(
                        POLLERS,
                        Thread.ofPlatform().daemon().name("import-poller-", 0).factory()),
                Clock.systemUTC(),
                () -> counting.retried(Dependency.MILVUS),
                Jitter::of);
        counting.imports(poller::waiting, poller::running);
        return poller;
    }

    /** A worker for every partition: a collection that is indexed for an hour must not hold up the imports behind it. */
    @Bean
    ConcurrentMessageListenerContainer<String, Message> loaderWorkers(
            WorkerContainers containers,
            KafkaSettings kafka,
            MigrationConfig config,
            MilvusServer server,
            ChosenImports imports,
            ImportPoller poller,
            Documents documents,
            ObjectStore staging) {
        Clock clock = Clock.systemUTC();
        LoadTasks tasks = new LoadTasks(
                config.target().milvus2x(),
                config::selects,
                config.loader().limit(),
                server,
                imports,
                documents,
                staging::importPath,
                poller,
                clock,
                new Patience(clock, Thread::sleep));
        return containers.workers("loader", kafka.topics().loadTasks(), LoadTask.class, tasks, kafka.taskPartitions());
    }
}
