package io.m2m.loader;

import io.m2m.common.wiring.RunningService;
import io.m2m.common.wiring.ServiceConfiguration;
import java.util.List;
import org.springframework.context.annotation.Import;

/** The loader as a process of its own. */
@Import({ServiceConfiguration.class, LoaderConfiguration.class})
public final class LoaderApplication {
    private static final int PORT = 8082;

    private LoaderApplication() {}

    public static void main(String[] arguments) {
        RunningService.main(LoaderApplication::start, arguments);
    }

    /** @see RunningService.Starter */
    public static RunningService start(List<String> arguments) {
        return RunningService.start(LoaderApplication.class, PORT, arguments);
    }
}
