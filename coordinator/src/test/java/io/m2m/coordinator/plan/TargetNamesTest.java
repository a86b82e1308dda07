package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.Configs;
import io.m2m.coordinator.catalog.Catalog;
import io.m2m.coordinator.catalog.CatalogReader;
import io.m2m.coordinator.catalog.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetNamesTest {
    private static final String LONGEST = "x".repeat(255);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"c, c", "_Under9, _Under9", "1795381515354153000, _1795381515354153000", "a-b.c, a_b_c", "9-9, _9_9"})
    void aCollectionKeepsItsNameOrGetsOneByRule(String source, String target) {
        assertThat(names(Map.of()).collection(source)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "p1, p1",
        "9, 9",
        "a-b.c, a_b_c",
        "p 2 空, p_2__",
        "'  ', __",
        "é, _",
        "😀, _",
        "_default, _default",
        "a/b, a_b",
        "default, default"
    })
    void trap14_aPartitionKeepsItsTagOrGetsANameByRule(String tag, String target) {
        assertThat(names(Map.of()).partition("c", tag)).isEqualTo(target);
    }

    @Test
    void theLongestNameIsTaken() {
        assertThat(names(Map.of()).collection(LONGEST)).isEqualTo(LONGEST);
        assertThat(names(Map.of()).partition("c", LONGEST)).isEqualTo(LONGEST);
    }

    @Test
    void aNameThatNoRuleMakesFitStopsThePlan() {
        assertThat(refusal(() -> names(Map.of()).collection(""))).contains("collection ", "no rule", "rename");
        assertThat(refusal(() -> names(Map.of()).partition("c", ""))).contains("partition c/", "no rule");
        assertThat(refusal(() -> names(Map.of()).collection("9".repeat(255)))).contains("no rule", "255");
    }

    @Test
    void theUsersNamesComeFirst() {
        TargetNames names = names(Map.of("c", "d", "c/a-b.c", "abc", "c/p1", "first"));

        assertThat(names.collection("c")).isEqualTo("d");
        assertThat(names.partition("c", "a-b.c")).isEqualTo("abc");
        assertThat(names.partition("c", "p1")).isEqualTo("first");
        assertThat(names.partition("d", "p1")).isEqualTo("p1");
    }

    @Test
    void aUsersNameIsHeldToTheRulesToo() {
        assertThat(refusal(() -> names(Map.of("c", "9c")).collection("c")))
                .contains("target.milvus2x.rename gives collection c the name \"9c\"", "letters, digits and _");
        assertThat(refusal(() -> names(Map.of("c/p", "p p")).partition("c", "p")))
                .contains("gives partition c/p the name \"p p\"");
    }

    @Test
    void theDefaultPartitionHasNoOtherName() {
        assertThat(refusal(() -> names(Map.of("c/_default", "rest")).partition("c", "_default")))
                .contains("c/_default", "take the line out");
    }

    @Test
    void namesThatNeedARuleStopThePlanWhenTheUserWantsNone() {
        TargetNames strict = new TargetNames(Configs.local(folder, Map.of("target.milvus2x.names", "fail"))
                .target()
                .milvus2x());

        assertThat(strict.collection("c")).isEqualTo("c");
        assertThat(strict.partition("c", "_default")).isEqualTo("_default");
        assertThat(refusal(() -> strict.partition("c", "a-b.c"))).contains("partition c/a-b.c", "names: rule");
        assertThat(refusal(() -> strict.collection("1c"))).contains("collection 1c", "names: rule");
    }

    @Test
    void trap14_collectionsThatWouldMeetStopThePlan() {
        Map<String, String> targets = new TreeMap<>(Map.of("a", "x", "b", "y", "c", "x"));

        assertThat(refusal(() -> TargetNames.requireDistinct(targets)))
                .contains("collections a and c would both be named x", "rename");
        assertThatCode(() -> TargetNames.requireDistinct(Map.of("a", "x", "b", "X")))
                .doesNotThrowAnyException();
    }

    @Test
    void trap14_partitionsThatWouldMeetStopThePlan() {
        List<PartitionPlan> partitions = List.of(
                new PartitionPlan("_default", "_default"),
                new PartitionPlan("a b", "a_b"),
                new PartitionPlan("a-b", "a_b"));

        assertThat(refusal(() -> TargetNames.requireDistinct("c", partitions)))
                .contains("partitions a b and a-b of collection c would both be named a_b", "c/a-b");
    }

    @Test
    void trap14_aTagThatWouldBecomeTheDefaultPartitionStopsThePlan() {
        List<PartitionPlan> partitions =
                List.of(new PartitionPlan("_default", "_default"), new PartitionPlan("-default", "_default"));

        assertThat(refusal(() -> TargetNames.requireDistinct("c", partitions))).contains("_default and -default");
    }

    @Test
    void aLineThatRenamesNothingStopsThePlan() {
        Catalog catalog = CatalogReader.read(
                new Rows().collection("c").partition("c", "p/q", "7").metadata(), text -> Map.of());

        assertThatCode(() -> TargetNames.requireKnown(Set.of("c", "c/p/q", "c/_default"), catalog))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> TargetNames.requireKnown(Set.of("d"), catalog)))
                .contains("rename names d", "no such collection");
        assertThat(refusal(() -> TargetNames.requireKnown(Set.of("c/q"), catalog)))
                .contains("rename names c/q", "no such partition");
    }

    private TargetNames names(Map<String, String> rename) {
        var config = Configs.local(folder, Map.of()).target().milvus2x();
        return new TargetNames(new io.m2m.common.config.Milvus2xConfig(
                config.endpoint(),
                config.username(),
                config.password(),
                config.token(),
                config.database(),
                config.tls(),
                rename,
                config.names(),
                config.idField(),
                config.vectorField(),
                config.shards(),
                config.index(),
                config.ifExists(),
                config.importWay()));
    }

    private static String refusal(ThrowingCallable call) {
        Problem problem = catchThrowableOfType(ProblemException.class, call).problem();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        return problem.sentence();
    }
}
