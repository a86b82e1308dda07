package io.m2m.coordinator.plan;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a 1.x server's write-ahead log. Its files stay after a clean stop and their positions mislead in both
 * directions, so they prove nothing: neither that rows are missing nor that none are.
 */
public final class ServerLog {
    private ServerLog() {}

    /**
     * @return what to tell the user when there are log files
     * @throws ProblemException CONFIGURATION when the folder is not there
     */
    public static Optional<String> note(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "source.local.walDir names " + folder + ", which does not exist or is no folder; it must be the wal"
                            + " folder of the 1.x server, or left out");
        }
        try (Stream<Path> files = Files.list(folder)) {
            long logs = files.filter(file -> file.toString().endsWith(".wal")).count();
            return logs == 0
                    ? Optional.empty()
                    : Optional.of(
                            folder + " holds write-ahead logs of the server (" + logs + "); whether all rows were"
                                    + " flushed cannot be told from them: flush, then stop the server normally before it is copied");
        }
    }
}
