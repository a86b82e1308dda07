package io.m2m.standalone.direct;

import io.m2m.common.config.StagingConfig;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.bucket.AbsentBucket;
import io.m2m.coordinator.plan.PlanText;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Looks whether staging can take what a plan would write, without writing there. */
final class StagingCheck {
    private final StagingConfig config;
    private final ObjectStore staging;

    StagingCheck(StagingConfig config, ObjectStore staging) {
        this.config = config;
        this.staging = staging;
    }

    /**
     * @return lines about staging, and what of it could not be checked
     * @throws ProblemException CONFIGURATION when a folder takes no files or not so many bytes
     */
    String check(List<DumpPlan> tasks) throws IOException {
        askForAnObject();
        return switch (config) {
            case StagingConfig.Local folder -> folder(folder.outputDir(), tasks);
            case StagingConfig.Remote bucket -> bucket();
        };
    }

    /** A store that does not answer, or lets nobody in, says so. */
    private void askForAnObject() throws IOException {
        try (Stream<?> objects = staging.list(".m2m/")) {
            objects.findFirst();
        }
    }

    private String bucket() {
        String missing = staging instanceof AbsentBucket ? ", whose bucket is missing and will be made" : "";
        return "Staging: " + staging.location() + missing
                + "\n  not checked: whether objects may be written there, which would write one; whether the target reads"
                + " this bucket, which it does not tell\n";
    }

    private String folder(Path outputDir, List<DumpPlan> tasks) throws IOException {
        Path there = nearest(outputDir);
        if (!Files.isDirectory(there)) {
            throw refused(outputDir, "and " + there + " is no folder; name one that is there or can be made");
        }
        if (!Files.isWritable(there)) {
            throw refused(
                    outputDir,
                    "and nothing can be written to " + there + "; give the user of m2m the right to, or name another"
                            + " folder");
        }
        OptionalLong free = free(there);
        return "Staging: " + staging.location() + ", " + space(outputDir, there, free, tasks)
                + "\n  not checked: whether the target reads this folder under the same path, which it does not tell\n";
    }

    private String space(Path outputDir, Path there, OptionalLong free, List<DumpPlan> tasks) throws IOException {
        if (free.isEmpty()) {
            return "its free space is not known";
        }
        long room = free.getAsLong();
        long bytes = tasks.stream().mapToLong(DumpPlan::bytes).sum();
        // A look at every task is worth its while only where it may change the answer.
        long left = bytes > room ? stillToWrite(tasks) : bytes;
        if (left > room) {
            throw refused(
                    outputDir,
                    "where " + megabytes(left) + " are still to be written, and the file system of " + there + " has "
                            + megabytes(room) + " free; make room, or name a folder with more");
        }
        return megabytes(room) + " free";
    }

    /** What was dumped before lies there already and is not written again. */
    private long stillToWrite(List<DumpPlan> tasks) throws IOException {
        long bytes = 0;
        for (DumpPlan task : tasks) {
            String manifest = StagingLayout.manifest(task.collection(), task.partition(), task.task());
            if (staging.stat(manifest).isEmpty()) {
                bytes += task.bytes();
            }
        }
        return bytes;
    }

    /** The folder itself, or that of its parents in which it would be made. */
    private static Path nearest(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /** Nothing where a file system does not tell, or counts nothing. */
    private static OptionalLong free(Path folder) {
        try {
            FileStore disk = Files.getFileStore(folder);
            return disk.getTotalSpace() > 0 ? OptionalLong.of(disk.getUsableSpace()) : OptionalLong.empty();
        } catch (IOException untold) {
            return OptionalLong.empty();
        }
    }

    private static String megabytes(long bytes) {
        return PlanText.megabytes(bytes) + " MB";
    }

    private static ProblemException refused(Path outputDir, String why) {
        return new ProblemException(Kind.CONFIGURATION, "target.local.outputDir names " + outputDir + ", " + why);
    }
}
