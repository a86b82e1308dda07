package io.m2m.loader.load;

import io.m2m.common.message.LoadTask.ImportFiles;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.staging.StagingLayout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One pair of files and where it goes.
 *
 * @param collectionId of the collection as it is now on the target
 * @param made whether this migration made the collection
 * @param files as the server finds them
 * @param content tells these files from others of the same name
 */
record StagedTask(
        String migration,
        long run,
        String name,
        String collection,
        String partition,
        String collectionId,
        boolean made,
        List<String> files,
        String content,
        long rows,
        long bytes) {

    static StagedTask of(
            ImportFiles task,
            CollectionPlan plan,
            Manifest manifest,
            TargetCollection there,
            boolean made,
            UnaryOperator<String> importPath) {
        String folder = StagingLayout.taskFolder(
                task.collection(), task.partition(), task.ref().name());
        Map<String, Manifest.StagedFile> files = new TreeMap<>(manifest.files());
        StringBuilder content = new StringBuilder();
        files.forEach((name, file) ->
                content.append(name).append(' ').append(file.crc32c()).append(' '));
        return new StagedTask(
                task.migration(),
                task.ref().run(),
                task.ref().name(),
                plan.target(),
                plan.targetPartition(task.partition()),
                there.id(),
                made,
                files.keySet().stream()
                        .map(name -> importPath.apply(folder + name))
                        .toList(),
                content + manifest.fingerprint(),
                manifest.rows(),
                files.values().stream().mapToLong(Manifest.StagedFile::bytes).sum());
    }

    /** What is left to do when the target may hold other rows than it should. */
    String startAnew() {
        return "drop collection " + collection + " on the target and run the same command again";
    }

    String words() {
        return "import of task " + name + " into collection " + collection + ", partition " + partition;
    }
}
