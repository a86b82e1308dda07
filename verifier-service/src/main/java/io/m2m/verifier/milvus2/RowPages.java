package io.m2m.verifier.milvus2;

import io.m2m.verifier.verify.IdSet;
import io.m2m.verifier.verify.Target;
import io.m2m.verifier.verify.TargetPartition;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.response.QueryResp.QueryResult;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Reads rows page by page in the order of their ids, each page from the last id of the one before.
 *
 * <p>The client's own iterator does not do: it leaves the consistency to the collection, and it lets a page go past rows when
 * ids are repeated ({@code reduce_stop_for_best} is not set on the pages).
 */
final class RowPages {
    /** The server's window. */
    private static final int MOST_ROWS = 16_384;

    private static final int PAGE_BYTES = 4 * 1024 * 1024;

    private final BiFunction<String, QueryReq, List<QueryResult>> query;
    private final Expressions expressions;
    private final String idField;
    private final String vectorField;

    /** @param query takes what is being done, for a sentence, and the request */
    RowPages(
            BiFunction<String, QueryReq, List<QueryResult>> query,
            Expressions expressions,
            String idField,
            String vectorField) {
        this.query = query;
        this.expressions = expressions;
        this.idField = idField;
        this.vectorField = vectorField;
    }

    void range(TargetPartition partition, IdSet.Range range, int rowBytes, Target.Rows sink) {
        IdSet.Range rest = range;
        while (true) {
            List<QueryResult> page = page(partition, rest, rowBytes, pageRows(rowBytes));
            if (page.isEmpty()) {
                return;
            }
            hand(page, rowBytes, sink);
            long last = page.stream().mapToLong(this::id).max().orElseThrow();
            if (last >= range.last()) {
                return;
            }
            rest = new IdSet.Range(last + 1, range.last());
        }
    }

    /** As many pages as the width of the rows asks for. */
    void listed(TargetPartition partition, IdSet.Listed listed, int rowBytes, Target.Rows sink) {
        int rows = pageRows(rowBytes);
        for (int start = 0; start < listed.ids().size(); start += rows) {
            int end = Math.min(start + rows, listed.ids().size());
            IdSet.Listed part = new IdSet.Listed(listed.ids().subList(start, end));
            hand(page(partition, part, rowBytes, MOST_ROWS), rowBytes, sink);
        }
    }

    private static int pageRows(int rowBytes) {
        return Math.clamp(PAGE_BYTES / (Long.BYTES + rowBytes), 1, MOST_ROWS);
    }

    private List<QueryResult> page(TargetPartition partition, IdSet ids, int rowBytes, int limit) {
        return query.apply(
                "reading " + MilvusTarget.name(partition),
                QueryReq.builder()
                        .collectionName(partition.collection())
                        .partitionNames(List.of(partition.name()))
                        .filter(expressions.of(ids))
                        .outputFields(rowBytes > 0 ? List.of(idField, vectorField) : List.of(idField))
                        // Each page: the next one may be answered by another replica, which may be behind.
                        .consistencyLevel(ConsistencyLevel.STRONG)
                        .limit(limit)
                        // The smallest ids of all segments, and none beyond a segment that gave its last one.
                        .queryParams(Map.of("iterator", "True", "reduce_stop_for_best", "True"))
                        .build());
    }

    private void hand(List<QueryResult> page, int rowBytes, Target.Rows sink) {
        byte[] row = new byte[rowBytes];
        for (QueryResult result : page) {
            if (rowBytes > 0) {
                VectorBytes.copy(result.getEntity().get(vectorField), row);
            }
            sink.row(id(result), row, 0);
        }
    }

    private long id(QueryResult row) {
        return (Long) row.getEntity().get(idField);
    }
}
