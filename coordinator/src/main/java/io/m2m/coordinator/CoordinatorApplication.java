package io.m2m.coordinator;

import io.m2m.common.wiring.RunningService;
import io.m2m.common.wiring.ServiceConfiguration;
import io.m2m.coordinator.web.CoordinatorWebConfiguration;
import java.util.List;
import org.springframework.context.annotation.Import;

/** The coordinator as a process of its own. */
@Import({ServiceConfiguration.class, CoordinatorConfiguration.class, CoordinatorWebConfiguration.class})
public final class CoordinatorApplication {
    private static final int PORT = 8080;

    private CoordinatorApplication() {}

    public static void main(String[] arguments) {
        RunningService.main(CoordinatorApplication::start, arguments);
    }

    /** @see RunningService.Starter */
    public static RunningService start(List<String> arguments) {
        return RunningService.start(CoordinatorApplication.class, PORT, arguments);
    }
}
