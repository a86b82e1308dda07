package io.m2m.standalone.cli;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A file that gets the JSON report, of the commands that have one. */
final class ReportOption {
    @Option(names = "--report", paramLabel = "F", description = "also write the JSON report to this file")
    private @Nullable Path file;

    /** @throws ProblemException now rather than after hours, when the report could not be written there */
    void check() {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the report " + file + " named by --report cannot be written: its folder must exist and it"
                            + " must not be a folder itself");
        }
    }

    /** Writes it where the user wants it, if anywhere. */
    void write(String report) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, report);
        } catch (IOException failure) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the report could not be written to " + file + " (" + failure
                            + "); put that right or name another file by --report",
                    failure);
        }
    }
}
