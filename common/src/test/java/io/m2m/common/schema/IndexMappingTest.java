package io.m2m.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of what servers of a version accept, written down beside what the mapping makes of each case. */
final class IndexMappingTest {
    private static final int DIM = 128;

    private static TargetIndex map(
            Metric metric, int dim, String index, String params, IndexChoice choice, String version) {
        return IndexMapping.of(
                metric.vectorType(),
                dim,
                metric,
                new SourceIndex(index, params(params)),
                choice,
                ServerVersion.parse(version));
    }

    private static Map<String, String> params(String text) {
        Map<String, String> params = new TreeMap<>();
        if (text != null) {
            for (String one : text.split(" ")) {
                params.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
            }
        }
        return params;
    }

    @ParameterizedTest
    @CsvSource({
        // version, metric, 1.x index, its parameters, 2.x index, metric, parameters, notes
        "2.3.5,  L2,             FLAT,         ,                          FLAT,         L2,        ,                        0",
        "2.3.5,  IP,             IVF_FLAT,     nlist=16384,               IVF_FLAT,     IP,        nlist=16384,             0",
        "2.3.5,  L2,             IVF_FLAT,     nlist=999999,              IVF_FLAT,     L2,        nlist=65536,             1",
        "2.3.5,  L2,             IVF_FLAT,     nlist=0,                   IVF_FLAT,     L2,        nlist=1,                 1",
        "2.3.5,  L2,             IVF_FLAT,     ,                          IVF_FLAT,     L2,        nlist=1024,              1",
        "2.3.5,  L2,             IVF_SQ8,      nlist=64,                  IVF_SQ8,      L2,        nlist=64,                0",
        "2.3.5,  L2,             IVF_SQ8H,     nlist=64,                  IVF_SQ8,      L2,        nlist=64,                1",
        "2.3.5,  L2,             IVF_PQ,       nlist=64 m=16,             IVF_PQ,       L2,        nlist=64 m=16 nbits=8,   0",
        "2.3.5,  L2,             IVF_PQ,       nlist=64 m=12,             IVF_PQ,       L2,        nlist=64 m=8 nbits=8,    1",
        "2.3.5,  L2,             IVF_PQ,       nlist=64 m=16 nbits=17,    IVF_PQ,       L2,        nlist=64 m=16 nbits=16,  1",
        "2.3.5,  L2,             HNSW,         M=16 efConstruction=200,   HNSW,         L2,        M=16 efConstruction=200, 0",
        "2.3.5,  L2,             HNSW,         M=2 efConstruction=600,    HNSW,         L2,        M=2 efConstruction=600,  0",
        "2.2.16, L2,             HNSW,         M=2 efConstruction=600,    HNSW,         L2,        M=4 efConstruction=512,  2",
        "2.3.5,  IP,             NSG,          out_degree=50,             HNSW,         IP,        M=16 efConstruction=200, 1",
        "2.2.16, L2,             ANNOY,        n_trees=8,                 ANNOY,        L2,        n_trees=8,               0",
        "2.3.5,  L2,             ANNOY,        n_trees=8,                 HNSW,         L2,        M=16 efConstruction=200, 1",
        "2.3.5,  L2,             SPTAG_KDT,    ,                          FLAT,         L2,        ,                        1",
        "2.3.5,  HAMMING,        BIN_FLAT,     ,                          BIN_FLAT,     HAMMING,   ,                        0",
        "2.3.5,  HAMMING,        FLAT,         ,                          BIN_FLAT,     HAMMING,   ,                        0",
        "2.3.5,  JACCARD,        BIN_IVF_FLAT, nlist=64,                  BIN_IVF_FLAT, JACCARD,   nlist=64,                0",
        "2.3.5,  JACCARD,        IVF_FLAT,     nlist=64,                  BIN_IVF_FLAT, JACCARD,   nlist=64,                0",
        "2.2.16, TANIMOTO,       BIN_IVF_FLAT, nlist=64,                  BIN_IVF_FLAT, TANIMOTO,  nlist=64,                0",
        "2.3.0,  TANIMOTO,       BIN_IVF_FLAT, nlist=64,                  BIN_IVF_FLAT, JACCARD,   nlist=64,                1",
        "2.3.5,  SUBSTRUCTURE,   BIN_FLAT,     ,                          BIN_FLAT,     SUBSTRUCTURE, ,                     0",
        "2.3.5,  SUPERSTRUCTURE, BIN_IVF_FLAT, nlist=64,                  BIN_FLAT,     SUPERSTRUCTURE, ,                   1",
    })
    void mapsWhatTheSourceDeclared(
            String version,
            Metric metric,
            String index,
            String params,
            String targetIndex,
            String targetMetric,
            String targetParams,
            int notes) {
        TargetIndex target = map(metric, DIM, index, params, new IndexChoice.FromSource(), version);

        assertThat(target.type()).isEqualTo(targetIndex);
        assertThat(target.metric()).isEqualTo(targetMetric);
        assertThat(target.params()).isEqualTo(params(targetParams));
        assertThat(target.notes()).hasSize(notes);
    }

    @ParameterizedTest
    @CsvSource({
        "L2,           HNSW,         M=32 efConstruction=100, HNSW,         M=32 efConstruction=100, 0",
        "L2,           HNSW,         ,                        HNSW,         M=16 efConstruction=200, 2",
        "L2,           IVF_FLAT,     ,                        IVF_FLAT,     nlist=1024,              1",
        "L2,           SCANN,        nlist=9 with_raw_data=1, SCANN,        nlist=9 with_raw_data=1, 0",
        "L2,           DISKANN,      ,                        DISKANN,      ,                        0",
        "L2,           AUTOINDEX,    ,                        AUTOINDEX,    ,                        0",
        "L2,           ANNOY,        n_trees=8,               HNSW,         n_trees=8 M=16 efConstruction=200, 1",
        "L2,           BIN_FLAT,     ,                        IVF_SQ8,      nlist=64,                1",
        "HAMMING,      HNSW,         M=32,                    BIN_FLAT,     ,                        1",
        "HAMMING,      BIN_IVF_FLAT, nlist=7,                 BIN_IVF_FLAT, nlist=7,                 0",
        "SUBSTRUCTURE, BIN_IVF_FLAT, nlist=7,                 BIN_FLAT,     ,                        1",
    })
    void takesTheTypeThatWasAskedForWhereItFits(
            Metric metric, String asked, String params, String type, String targetParams, int notes) {
        TargetIndex target =
                map(metric, DIM, "IVF_SQ8", "nlist=64", new IndexChoice.Named(asked, params(params)), "2.3.5");

        assertThat(target.type()).isEqualTo(type);
        assertThat(target.params()).isEqualTo(params(targetParams));
        assertThat(target.notes()).hasSize(notes);
    }

    @Test
    void knowsBruteForceForBothKindsOfVectors() {
        assertThat(map(Metric.IP, DIM, "HNSW", null, new IndexChoice.BruteForce(), "2.3.5")
                        .type())
                .isEqualTo("FLAT");
        assertThat(map(Metric.JACCARD, DIM, "BIN_IVF_FLAT", null, new IndexChoice.BruteForce(), "2.3.5")
                        .type())
                .isEqualTo("BIN_FLAT");
    }

    @Test
    void findsADivisorOfAPrimeDimension() {
        assertThat(map(Metric.L2, 101, "IVF_PQ", "nlist=4 m=16", new IndexChoice.FromSource(), "2.3.5")
                        .params())
                .containsEntry("m", "1");
    }

    @Test
    void saysWhatChanged() {
        assertThat(map(Metric.TANIMOTO, DIM, "BIN_FLAT", null, new IndexChoice.FromSource(), "2.4.1")
                        .notes())
                .singleElement()
                .asString()
                .contains("TANIMOTO")
                .contains("2.4.1")
                .contains("JACCARD");
    }
}
