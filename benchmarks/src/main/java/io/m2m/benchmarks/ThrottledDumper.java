package io.m2m.benchmarks;

import io.m2m.common.storage.ObjectStore;
import io.m2m.common.wiring.RunningService;
import io.m2m.common.wiring.ServiceConfiguration;
import io.m2m.dumper.DumperConfiguration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The dumper service as it is, but for its staging, which takes {@code benchmark.bytes-per-second}. */
@Import({ServiceConfiguration.class, DumperConfiguration.class})
class ThrottledDumper {
    static RunningService start(List<String> arguments, long bytesPerSecond) {
        return RunningService.start(
                ThrottledDumper.class,
                0,
                Stream.concat(arguments.stream(), Stream.of("--benchmark.bytes-per-second=" + bytesPerSecond))
                        .toList());
    }

    @Bean
    static BeanPostProcessor throttle(@Value("${benchmark.bytes-per-second}") long bytesPerSecond) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ObjectStore staging ? new ThrottledStore(staging, bytesPerSecond) : bean;
            }
        };
    }
}
