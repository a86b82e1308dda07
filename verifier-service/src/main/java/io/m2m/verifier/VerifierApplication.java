package io.m2m.verifier;

import io.m2m.common.wiring.RunningService;
import io.m2m.common.wiring.ServiceConfiguration;
import java.util.List;
import org.springframework.context.annotation.Import;

/** The verifier as a process of its own. */
@Import({ServiceConfiguration.class, VerifierConfiguration.class})
public final class VerifierApplication {
    private static final int PORT = 8083;

    private VerifierApplication() {}

    public static void main(String[] arguments) {
        RunningService.main(VerifierApplication::start, arguments);
    }

    /** @see RunningService.Starter */
    public static RunningService start(List<String> arguments) {
        return RunningService.start(VerifierApplication.class, PORT, arguments);
    }
}
