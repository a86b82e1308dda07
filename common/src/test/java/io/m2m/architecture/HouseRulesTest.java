package io.m2m.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.m2m.offender.message.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule bites the offender that was planted for it. */
class HouseRulesTest {
    private static final JavaClasses OFFENDERS = new ClassFileImporter().importPackages("io.m2m.offender");

    static Stream<Arguments> offences() {
        return Stream.of(
                offence(HouseRules.SPRING_STAYS_AT_THE_EDGE, "UsesSpring", "Listens"),
                offence(HouseRules.KAFKA_STAYS_AT_THE_EDGE, "UsesKafka", "Listens"),
                offence(HouseRules.JSON_STAYS_AT_THE_EDGE, "UsesJson"),
                offence(HouseRules.S3_STAYS_AT_THE_EDGE, "UsesS3"),
                offence(HouseRules.AZURE_STAYS_AT_THE_EDGE, "UsesAzure"),
                offence(HouseRules.GOOGLE_STAYS_AT_THE_EDGE, "UsesGoogle"),
                offence(HouseRules.MILVUS_STAYS_AT_THE_EDGE, "UsesMilvus", "UsesGrpc"),
                offence(HouseRules.SQL_STAYS_AT_THE_EDGE, "UsesSql"),
                offence(HouseRules.METERS_STAY_AT_THE_EDGE, "UsesMeters"),
                offence(HouseRules.CORE_KNOWS_NO_EDGE, "UsesAnEdge"),
                offence(
                        HouseRules.CORE_HAS_NO_CLOCK_AND_NO_CHANCE,
                        "ReadsClocks.clock()",
                        "ReadsClocks.instant()",
                        "ReadsClocks.millis()",
                        "ReadsClocks.nanos()",
                        "TakesChances.math()",
                        "TakesChances.random()",
                        "TakesChances.uuid()"),
                offence(HouseRules.LISTENERS_LIVE_AT_KAFKAS_EDGE, "Listens"),
                offence(HouseRules.PACKAGES_FORM_NO_CYCLE, "Hen", "Egg"),
                offence(HouseRules.messagesAreRecords(Said.class.getName()), "Badly"),
                offence(HouseRules.PACKAGES_ARE_NULL_MARKED, "io.m2m.offender.unmarked"),
                offence(HouseRules.NAMES_ARE_OF_THE_DOMAIN, "NumberHelper", "io.m2m.offender.util"));
    }

    @ParameterizedTest
    @MethodSource("offences")
    void findsTheOffendersAndNobodyElse(ArchRule rule, List<String> offenders) {
        List<String> found = rule.evaluate(OFFENDERS).getFailureReport().getDetails();

        assertThat(found).allMatch(detail -> offenders.stream().anyMatch(detail::contains));
        assertThat(offenders).allMatch(offender -> found.stream().anyMatch(detail -> detail.contains(offender)));
    }

    @Test
    void findsFilesAndMethodsThatAreTooLong(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Fits.java"), "class Fits {\nvoid fits() {\n" + "\n".repeat(38) + "}\n}\n");
        Files.writeString(folder.resolve("Long.java"), "class Long {\nvoid grows() {\n" + "\n".repeat(39) + "}\n}\n");
        Files.writeString(folder.resolve("Full.java"), "class Full {}\n" + "\n".repeat(299));
        Files.writeString(folder.resolve("Spilt.java"), "class Spilt {}\n" + "\n".repeat(300));

        assertThat(SourceSizes.tooLong(folder))
                .containsExactlyInAnyOrder(
                        folder.resolve("Spilt.java") + " has 301 lines",
                        folder.resolve("Long.java") + ": grows has 41 lines");
    }

    private static Arguments offence(ArchRule rule, String... offenders) {
        return Arguments.of(rule, List.of(offenders));
    }
}
