package io.m2m.loader.milvus2;

import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import io.m2m.loader.load.ImportJob;
import io.m2m.loader.load.ImportRequest;
import io.m2m.loader.load.Imports;
import io.milvus.grpc.GetImportStateResponse;
import io.milvus.grpc.ImportResponse;
import io.milvus.grpc.ImportState;
import io.milvus.grpc.KeyValuePair;
import io.milvus.param.bulkinsert.BulkInsertParam;
import io.milvus.param.bulkinsert.GetBulkInsertStateParam;
import io.milvus.param.bulkinsert.ListBulkInsertTasksParam;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@link Imports} by {@code bulkInsert}, which every version from 2.2 on has. */
public final class MilvusImports implements Imports, AutoCloseable {
    private final ServerVersion version;
    private final Connection submitting;
    private final Connection asking;

    /** @param version of the server */
    public MilvusImports(MilvusClients clients, ServerVersion version) {
        this.version = version;
        this.submitting = new Connection(clients, ImportCalls.SUBMIT);
        this.asking = new Connection(clients, ImportCalls.ASK);
    }

    @Override
    public Offer offer() {
        return new Offer(1, false, ImportCalls.unseen(version), !ServerFeature.JOBS_OUTLIVE_RESTARTS.on(version));
    }

    @Override
    public String submit(ImportRequest request) {
        ImportResponse accepted = submitting.call(
                "an import into collection " + request.collection(),
                client -> client.bulkInsert(BulkInsertParam.newBuilder()
                        .withCollectionName(request.collection())
                        .withPartitionName(request.partition())
                        .withFiles(request.groups().getFirst())
                        .build()));
        if (accepted.getTasksCount() != 1) {
            throw new ProblemException(
                    Problem.Kind.TARGET,
                    "Milvus at " + submitting.address() + " made " + accepted.getTasksCount()
                            + " imports of one pair of files for collection " + request.collection());
        }
        return Long.toString(accepted.getTasks(0));
    }

    @Override
    public Optional<ImportJob> state(String job) {
        return ImportCalls.ifKnown(() -> job(
                job,
                asking.call(
                        "the state of import " + job,
                        client -> client.getBulkInsertState(GetBulkInsertStateParam.newBuilder()
                                .withTask(Long.valueOf(job))
                                .build()))));
    }

    @Override
    public List<ImportJob> into(String collection) {
        return asking
                .call(
                        "the imports into collection " + collection,
                        client -> client.listBulkInsertTasks(ListBulkInsertTasksParam.newBuilder()
                                .withCollectionName(collection)
                                .withLimit(0)
                                .build()))
                .getTasksList()
                .stream()
                .sorted(Comparator.comparingLong(GetImportStateResponse::getId))
                .map(task -> job(Long.toString(task.getId()), task))
                .toList();
    }

    private static ImportJob job(String id, GetImportStateResponse told) {
        Map<String, String> infos = told.getInfosList().stream()
                .collect(Collectors.toMap(KeyValuePair::getKey, KeyValuePair::getValue, (one, other) -> other));
        String files = infos.getOrDefault("files", "");
        long rows = told.getRowCount();
        return new ImportJob(
                id,
                state(told.getState()),
                rows,
                percent(infos.getOrDefault("progress_percent", "0")),
                infos.getOrDefault("failed_reason", ""),
                told.getCollectionId() == 0 ? "" : Long.toString(told.getCollectionId()),
                files.isEmpty() ? Map.of() : Map.of(files, rows));
    }

    private static ImportJob.State state(ImportState told) {
        return switch (told) {
            case ImportPending -> ImportJob.State.WAITING;
            case ImportCompleted -> ImportJob.State.COMPLETED;
            case ImportFailed, ImportFailedAndCleaned, UNRECOGNIZED -> ImportJob.State.FAILED;
            case ImportStarted, ImportPersisted, ImportFlushed -> ImportJob.State.RUNNING;
        };
    }

    private static int percent(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException untold) {
            return 0;
        }
    }

    @Override
    public void close() {
        submitting.close();
        asking.close();
    }
}
