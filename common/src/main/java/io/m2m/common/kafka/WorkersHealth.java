package io.m2m.common.kafka;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Up while every worker that was started still takes tasks: one that died comes back only with a new process. */
public final class WorkersHealth implements HealthIndicator {
    private final List<? extends MessageListenerContainer> workers;

    public WorkersHealth(List<? extends MessageListenerContainer> workers) {
        this.workers = List.copyOf(workers);
    }

    @Override
    public Health health() {
        List<String> dead = workers.stream()
                .filter(container -> !container.isRunning() || !container.isInExpectedState())
                .map(MessageListenerContainer::getListenerId)
                .toList();
        return dead.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("dead", dead).build();
    }
}
