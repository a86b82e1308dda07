package io.m2m.loader.milvus2;

import io.m2m.common.milvus2.MilvusRest;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import io.m2m.loader.load.ImportJob;
import io.m2m.loader.load.ImportRequest;
import io.m2m.loader.load.Imports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@link Imports} by the import jobs of REST v2, which every version from 2.4 on has. A list of jobs tells neither files nor rows,
 * so each of them is asked for; those that have ended are asked for once.
 */
public final class RestImports implements Imports, AutoCloseable {
    /** The server's own limit for one request. */
    private static final int GROUPS = 1_024;

    private static final String JOBS = "/jobs/import/";
    /** Of all versions; its newer name, describe, came with 2.4.13. */
    private static final String PROGRESS = JOBS + "get_progress";

    private final MilvusRest rest;
    private final ServerVersion version;
    private final Map<String, ImportJob> ended = Collections.synchronizedMap(new Newest());

    /** As many as a server is likely to list. */
    private static final class Newest extends LinkedHashMap<String, ImportJob> {
        private static final int KEPT = 10_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ImportJob> eldest) {
            return size() > KEPT;
        }
    }

    /** @param version of the server */
    public RestImports(MilvusRest rest, ServerVersion version) {
        this.rest = rest;
        this.version = version;
    }

    @Override
    public Offer offer() {
        return new Offer(
                GROUPS,
                ServerFeature.IDEMPOTENCY_KEYS.on(version),
                ImportCalls.unseen(version),
                !ServerFeature.JOBS_OUTLIVE_RESTARTS.on(version));
    }

    @Override
    public String submit(ImportRequest request) {
        JsonNode accepted = rest.ask(
                "an import into collection " + request.collection(),
                JOBS + "create",
                Map.of(
                        "collectionName", request.collection(),
                        "partitionName", request.partition(),
                        "files", request.groups()),
                Map.of("Idempotency-Key", request.key()),
                ImportCalls.SUBMIT);
        return accepted.path("jobId").asString("");
    }

    @Override
    public Optional<ImportJob> state(String job) {
        return ImportCalls.ifKnown(() -> job(
                job,
                rest.ask("the state of import " + job, PROGRESS, Map.of("jobId", job), Map.of(), ImportCalls.ASK)));
    }

    @Override
    public List<ImportJob> into(String collection) {
        JsonNode records = rest.ask(
                        "the imports into collection " + collection,
                        JOBS + "list",
                        Map.of("collectionName", collection),
                        Map.of(),
                        ImportCalls.ASK)
                .path("records");
        List<ImportJob> jobs = new ArrayList<>();
        records.valueStream()
                .map(each -> each.path("jobId").asString(""))
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                .forEach(id ->
                        Optional.ofNullable(ended.get(id)).or(() -> state(id)).ifPresent(jobs::add));
        return jobs;
    }

    private ImportJob job(String id, JsonNode told) {
        Map<String, Long> groups = new HashMap<>();
        told.path("details")
                .forEach(group -> groups.put(
                        group.path("fileName").asString(""),
                        group.path("totalRows").asLong(0)));
        ImportJob.State state = standing(told.path("state").asString(""));
        ImportJob job = new ImportJob(
                id,
                state,
                told.path("importedRows").asLong(0),
                told.path("progress").asInt(0),
                told.path("reason").asString(""),
                "",
                groups);
        if (state == ImportJob.State.COMPLETED || state == ImportJob.State.FAILED) {
            ended.put(id, job);
        }
        return job;
    }

    /** What a later version may add is no end. */
    private static ImportJob.State standing(String told) {
        return switch (told) {
            case "Pending" -> ImportJob.State.WAITING;
            case "Completed" -> ImportJob.State.COMPLETED;
            case "Failed" -> ImportJob.State.FAILED;
            default -> ImportJob.State.RUNNING;
        };
    }

    @Override
    public void close() {
        rest.close();
    }
}
