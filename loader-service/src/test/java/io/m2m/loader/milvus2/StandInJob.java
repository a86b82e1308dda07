package io.m2m.loader.milvus2;

import io.m2m.loader.load.ImportJob;
import io.m2m.loader.load.ImportRequest;
import io.m2m.loader.load.Imports;
import io.m2m.loader.load.TargetCollection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job of the stand-in: Pending, Importing without and then with details, Completed or Failed as a whole. */
final class StandInJob {
    /** How far it is. */
    enum State {
        PENDING(10, "Pending"),
        SCANNING(20, "Importing"),
        IMPORTING(60, "Importing"),
        COMPLETED(100, "Completed"),
        FAILED(0, "Failed");

        private final int progress;
        private final String name;

        State(int progress, String name) {
            this.progress = progress;
            this.name = name;
        }
    }

    final String id;
    final TargetCollection collection;
    boolean hidden;
    private final String partition;
    private final List<List<String>> groups;
    private final Imports behind;
    private final Map<List<String>, Long> rows = new LinkedHashMap<>();
    private final List<String> carried = new ArrayList<>();
    private State state = State.PENDING;
    private String reason = "";

    StandInJob(String id, TargetCollection collection, String partition, List<List<String>> groups, Imports behind) {
        this.id = id;
        this.collection = collection;
        this.partition = partition;
        this.groups = groups;
        this.behind = behind;
    }

    boolean open() {
        return state != State.COMPLETED && state != State.FAILED;
    }

    /** The next step of its course. */
    void move() {
        switch (state) {
            case PENDING -> state = State.SCANNING;
            case SCANNING -> scan();
            case IMPORTING -> look();
            case COMPLETED, FAILED -> {}
        }
    }

    private void scan() {
        for (List<String> group : groups) {
            try {
                rows.put(group, StandInFiles.rows(collection, group));
            } catch (StandInFiles.Refused refused) {
                rows.clear();
                fail(refused.getMessage() + ", files=" + group);
                return;
            }
        }
        for (List<String> group : groups) {
            carried.add(behind.submit(new ImportRequest(collection.name(), partition, List.of(group), id)));
        }
        state = State.IMPORTING;
    }

    private void look() {
        List<Optional<ImportJob>> jobs = carried.stream().map(behind::state).toList();
        if (jobs.stream().allMatch(job -> job.orElseThrow().state() == ImportJob.State.COMPLETED)) {
            state = State.COMPLETED;
        }
        jobs.stream()
                .flatMap(Optional::stream)
                .filter(job -> job.state() == ImportJob.State.FAILED)
                .findFirst()
                .ifPresent(failed -> fail(failed.reason()));
    }

    void fail(String why) {
        state = State.FAILED;
        reason = why;
    }

    Map<String, Object> record() {
        return Map.of(
                "jobId", id, "collectionName", collection.name(), "state", state.name, "progress", state.progress);
    }

    Map<String, Object> progress(boolean protoNames) {
        Map<String, Object> told = new LinkedHashMap<>(record());
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        boolean failed = state == State.FAILED;
        told.put("importedRows", state == State.COMPLETED ? all : 0);
        told.put("totalRows", failed ? 0 : all);
        told.put("completeTime", state == State.COMPLETED ? "2026-01-01T00:00:00Z" : "");
        if (failed) {
            told.put("reason", reason);
        }
        if (state == State.IMPORTING || state == State.COMPLETED) {
            told.put(
                    "details",
                    rows.entrySet().stream()
                            .map(group -> Map.of(
                                    "fileName",
                                    printed(group.getKey(), protoNames),
                                    "state",
                                    state.name,
                                    "progress",
                                    state.progress,
                                    "importedRows",
                                    state == State.COMPLETED ? group.getValue() : 0,
                                    "totalRows",
                                    group.getValue()))
                            .toList());
        }
        return told;
    }

    private static String printed(List<String> group, boolean protoNames) {
        return protoNames
                ? "id:1 paths:\"" + String.join("\" paths:\"", group) + "\""
                : "[" + String.join(" ", group) + "]";
    }
}
