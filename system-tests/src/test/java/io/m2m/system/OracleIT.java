package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The judge is judged first: it is given targets that are known to be exact, and known to be wrong in one row. */
@ResourceLock(Milvus.LOCAL)
class OracleIT {
    private Path folder;
    private SourceStore store;

    @BeforeEach
    void unpack() {
        folder = Places.fresh("oracle");
        store = GenuineStore.unpack("mixed", folder.resolve("store"));
    }

    @Test
    void findsNothingInAnExactTarget() {
        String[] collections = {"ids_edge", "dups", "parts_32", "jac_512", "empty"};
        plant(collections);

        assertThat(findings(collections)).isEmpty();
    }

    @Test
    void findsEveryKindOfWrongRow() {
        plant("l2_128=bit", "jac_512=lost", "sub_64=extra", "ham_64=doubled", "dim_1=swapped", "tan_8");

        assertThat(findings("l2_128", "jac_512", "sub_64", "ham_64", "dim_1"))
                .containsExactlyInAnyOrder(
                        "l2_128: partition _default: different: 1 (1020)",
                        "jac_512: num_entities is 266, 1.x had 267",
                        "jac_512: partition _default: count(*) is 266, 1.x had 267",
                        "jac_512: partition _default: missing: 1 (1)",
                        "sub_64: num_entities is 61, 1.x had 60",
                        "sub_64: partition _default: count(*) is 61, 1.x had 60",
                        "sub_64: partition _default: extra: 1 (-4711)",
                        "ham_64: num_entities is 121, 1.x had 120",
                        "ham_64: partition _default: count(*) is 121, 1.x had 120",
                        "dim_1: partition _default: different: 10 (0, 1, 2, 3, 4, ...)",
                        "tan_8: not of 1.x");
    }

    private void plant(String... wanted) {
        Milvus target = Milvus.local().empty();
        List<String> arguments = new ArrayList<>(List.of(
                target.endpoint(),
                store.truth().toString(),
                folder.resolve("planted").toString()));
        arguments.addAll(List.of(wanted));
        Python.run(folder, "plant.py", arguments);
    }

    private List<String> findings(String... collections) {
        List<String> options = new ArrayList<>(List.of("--collections"));
        options.addAll(List.of(collections));
        return Oracle.findings(Milvus.local(), store.truth(), options.toArray(String[]::new));
    }
}
