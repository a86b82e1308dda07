package io.m2m.verifier;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.WorkerContainers;
import io.m2m.common.message.Message;
import io.m2m.common.message.VerifyTask;
import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectStore;
import io.m2m.verifier.milvus2.MilvusTarget;
import io.m2m.verifier.verify.CollectionVerifier;
import io.m2m.verifier.verify.SearchSettings;
import io.m2m.verifier.verify.VerifySettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The verifier's parts: a target, a handler of tasks, and the workers that hand them to it. */
@Configuration(proxyBeanMethods = false)
public class VerifierConfiguration {
    /** A second reader helps a little; beyond four the server's processor is the limit. */
    private static final int FEWEST_WORKERS = 2;

    private static final int MOST_WORKERS = 4;

    /** At 128 dimensions half a minute of reading on the measured server, at 768 two minutes. */
    private static final long ROWS_PER_RANGE = 500_000;

    @Bean
    MilvusTarget verifierTarget(MigrationConfig config) {
        Milvus2xConfig server = config.target().milvus2x();
        return new MilvusTarget(new MilvusClients(server), server.idField(), server.vectorField());
    }

    @Bean
    CollectionVerifier collectionVerifier(
            MigrationConfig config, MilvusTarget verifierTarget, ObjectStore staging, Documents documents) {
        Milvus2xConfig server = config.target().milvus2x();
        VerifySettings settings = new VerifySettings(
                server.idField(),
                server.vectorField(),
                server.index(),
                config.verify().sample(),
                ROWS_PER_RANGE,
                new SearchSettings(
                        config.verify().queries(),
                        config.verify().topK(),
                        config.verify().minRecall()));
        return new CollectionVerifier(verifierTarget, staging, documents, settings);
    }

    @Bean
    ConcurrentMessageListenerContainer<String, Message> verifierWorkers(
            WorkerContainers workers, KafkaSettings kafka, CollectionVerifier collectionVerifier) {
        int limit = Math.clamp(Runtime.getRuntime().availableProcessors(), FEWEST_WORKERS, MOST_WORKERS);
        return workers.workers("verifier", kafka.topics().verifyTasks(), VerifyTask.class, collectionVerifier, limit);
    }
}
