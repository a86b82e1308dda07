package io.m2m.dumper;

import io.m2m.common.wiring.RunningService;
import io.m2m.common.wiring.ServiceConfiguration;
import java.util.List;
import org.springframework.context.annotation.Import;

/** The dumper as a process of its own. */
@Import({ServiceConfiguration.class, DumperConfiguration.class})
public final class DumperApplication {
    private static final int PORT = 8081;

    private DumperApplication() {}

    public static void main(String[] arguments) {
        RunningService.main(DumperApplication::start, arguments);
    }

    /** @see RunningService.Starter */
    public static RunningService start(List<String> arguments) {
        return RunningService.start(DumperApplication.class, PORT, arguments);
    }
}
