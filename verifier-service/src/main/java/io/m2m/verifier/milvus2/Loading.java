package io.m2m.verifier.milvus2;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.verifier.verify.TargetCollection;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.collection.request.RefreshLoadReq;
import io.milvus.v2.service.partition.request.ListPartitionsReq;
import io.milvus.v2.service.utility.request.GetPersistentSegmentInfoReq;
import io.milvus.v2.service.utility.request.GetQuerySegmentInfoReq;
import io.milvus.v2.service.utility.response.GetQuerySegmentInfoResp.QuerySegmentInfo;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what the server does in its own time: loading, refreshing, building an index. The waiting asks again and again, so
 * that a server that dies is noticed.
 */
final class Loading {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration REFRESH_PATIENCE = Duration.ofMinutes(3);
    private static final Duration INDEX_PATIENCE = Duration.ofSeconds(60);
    /** Smaller segments get none unless the server is set otherwise ({@code rootCoord.minSegmentSizeToEnableIndex}). */
    private static final int ROWS_WORTH_AN_INDEX = 1_024;

    private static final Set<String> UNDER_CONSTRUCTION = Set.of("Unissued", "InProgress", "Retry");
    private static final Duration PAUSE = Duration.ofMillis(300);

    private Loading() {}

    /** A collection counts as loaded although partitions of it were released. */
    static boolean loaded(MilvusClientV2 client, String collection, List<String> partitions) {
        GetLoadStateReq whole =
                GetLoadStateReq.builder().collectionName(collection).build();
        return client.getLoadState(whole)
                && partitions.stream()
                        .allMatch(partition -> client.getLoadState(GetLoadStateReq.builder()
                                .collectionName(collection)
                                .partitionName(partition)
                                .build()));
    }

    private static List<QuerySegmentInfo> loadedSegments(MilvusClientV2 client, String collection) {
        return client.getQuerySegmentInfo(GetQuerySegmentInfoReq.builder()
                        .collectionName(collection)
                        .build())
                .getSegmentInfos();
    }

    /** Rows in loaded segments without index, once every segment that is large enough has one, or patience has ended. */
    static long unindexed(MilvusClientV2 client, String collection) {
        long end = System.nanoTime() + INDEX_PATIENCE.toNanos();
        List<QuerySegmentInfo> without = without(client, collection);
        while (without.stream().anyMatch(segment -> segment.getNumOfRows() >= ROWS_WORTH_AN_INDEX)
                && System.nanoTime() < end) {
            pause(collection);
            without = without(client, collection);
        }
        return without.stream().mapToLong(QuerySegmentInfo::getNumOfRows).sum();
    }

    private static List<QuerySegmentInfo> without(MilvusClientV2 client, String collection) {
        return loadedSegments(client, collection).stream()
                .filter(segment -> segment.getIndexID() == 0)
                .toList();
    }

    /** Whether there is a stored segment with rows that is not loaded. */
    static boolean behind(MilvusClientV2 client, String collection) {
        Set<Long> loaded = loadedSegments(client, collection).stream()
                .map(QuerySegmentInfo::getSegmentID)
                .collect(Collectors.toSet());
        return client
                .getPersistentSegmentInfo(GetPersistentSegmentInfoReq.builder()
                        .collectionName(collection)
                        .build())
                .getSegmentInfos()
                .stream()
                .anyMatch(stored -> stored.getNumOfRows() > 0 && !loaded.contains(stored.getSegmentID()));
    }

    static void load(MilvusClientV2 client, String collection) {
        client.loadCollection(LoadCollectionReq.builder()
                .collectionName(collection)
                .sync(false)
                .build());
        List<String> partitions = client.listPartitions(
                ListPartitionsReq.builder().collectionName(collection).build());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!loaded(client, collection, partitions)) {
            if (System.nanoTime() > end) {
                throw new ProblemException(
                        Problem.Kind.UNREACHABLE,
                        "collection " + collection + " was not loaded within " + PATIENCE.toMinutes()
                                + " minutes; look at the server's memory and run m2m verify again");
            }
            pause(collection);
        }
    }

    static void refresh(MilvusClientV2 client, String collection) {
        client.refreshLoad(RefreshLoadReq.builder()
                .collectionName(collection)
                .async(false)
                .sync(true)
                .timeout(REFRESH_PATIENCE.toMillis())
                .build());
    }

    /** Compaction has indexes built anew at any time; what is under construction is waited for, but not for long. */
    static TargetCollection.@Nullable Index untilBuilt(
            String collection, Supplier<TargetCollection.@Nullable Index> index) {
        long end = System.nanoTime() + INDEX_PATIENCE.toNanos();
        TargetCollection.Index found = index.get();
        while (found != null && UNDER_CONSTRUCTION.contains(found.state()) && System.nanoTime() < end) {
            pause(collection);
            found = index.get();
        }
        return found;
    }

    private static void pause(String collection) {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProblemException(
                    Problem.Kind.UNREACHABLE,
                    "interrupted while collection " + collection + " was being waited for",
                    stopped);
        }
    }
}
