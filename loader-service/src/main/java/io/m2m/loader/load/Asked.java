package io.m2m.loader.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to the server, so that it can be asked the same again.
 *
 * @param key follows from the tasks and from how often they were asked for before; a job that failed keeps its key
 * @param tasks whose files are in it
 * @param groups files of each of them
 * @param at when, in milliseconds since 1970
 * @param number how often these were asked for, this time included
 */
record Asked(String key, List<String> tasks, List<List<String>> groups, long at, int number) {
    /** Servers know a key for a day. */
    private static final Duration KEY_LIVES = Duration.ofHours(20);

    Asked {
        tasks = List.copyOf(tasks);
        groups = groups.stream().map(List::copyOf).toList();
    }

    /** @param before the last request for a task that is asked for alone; absent for its first */
    static Asked of(List<StagedTask> tasks, @Nullable Asked before, Instant now) {
        int number = before == null ? 1 : before.number() + 1;
        StringBuilder what = new StringBuilder().append(number);
        tasks.forEach(task -> what.append(' ')
                .append(task.migration())
                .append('/')
                .append(task.collectionId())
                .append('/')
                .append(task.name()));
        return new Asked(
                "m2m-" + UUID.nameUUIDFromBytes(what.toString().getBytes(StandardCharsets.UTF_8)),
                tasks.stream().map(StagedTask::name).toList(),
                tasks.stream().map(StagedTask::files).toList(),
                now.toEpochMilli(),
                number);
    }

    boolean keyKnown(Instant now) {
        return now.isBefore(Instant.ofEpochMilli(at).plus(KEY_LIVES));
    }

    ImportRequest of(StagedTask any) {
        return new ImportRequest(any.collection(), any.partition(), groups, key);
    }
}
