package io.m2m.verifier.milvus2;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.verifier.verify.IdSet;
import io.m2m.verifier.verify.TargetPartition;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.response.QueryResp.QueryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowPagesTest {
    private final List<QueryReq> asked = new ArrayList<>();

    /** Answers with one row a page, three in all. */
    private List<QueryResult> answer(String doing, QueryReq request) {
        asked.add(request);
        long id = asked.size();
        return id > 3
                ? List.of()
                : List.of(QueryResult.builder().entity(Map.of("id", id)).build());
    }

    @Test
    void readsEveryPageAsOfNow() {
        List<Long> read = new ArrayList<>();

        new RowPages(this::answer, new Expressions("id"), "id", "data")
                .range(new TargetPartition("c", "p"), IdSet.Range.ALL, 0, (id, block, offset) -> read.add(id));

        assertThat(read).containsExactly(1L, 2L, 3L);
        assertThat(asked)
                .extracting(QueryReq::getConsistencyLevel)
                .containsExactly(
                        ConsistencyLevel.STRONG,
                        ConsistencyLevel.STRONG,
                        ConsistencyLevel.STRONG,
                        ConsistencyLevel.STRONG);
    }
}
