package io.m2m.standalone.services;

import io.m2m.common.wiring.RunningService;
import io.m2m.common.wiring.RunningService.Starter;
import io.m2m.coordinator.CoordinatorApplication;
import io.m2m.dumper.DumperApplication;
import io.m2m.loader.LoaderApplication;
import io.m2m.standalone.cli.Fleet;
import io.m2m.standalone.cli.ServiceName;
import io.m2m.standalone.logging.OwnLogging;
import io.m2m.verifier.VerifierApplication;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The services as their modules start them, one to a process. */
public final class SeparateServices implements Fleet {
    @Override
    public void run(ServiceName service, List<String> properties, Consumer<String> ready) throws InterruptedException {
        OwnLogging.keep("m2m-" + service, properties);
        try (RunningService running = starter(service).start(properties)) {
            ready.accept(running.address());
            new CountDownLatch(1).await();
        }
    }

    private static Starter starter(ServiceName service) {
        return switch (service) {
            case coordinator -> CoordinatorApplication::start;
            case dumper -> DumperApplication::start;
            case loader -> LoaderApplication::start;
            case verifier -> VerifierApplication::start;
        };
    }
}
