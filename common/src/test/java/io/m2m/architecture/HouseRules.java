package io.m2m.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAssignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;

/** The rules every module holds; each module has an {@code ArchitectureTest} that checks its own classes against them. */
public final class HouseRules {
    /** Classes that join core and edge: a service's bill of materials and its start. */
    private static final String JOINTS = ".*(Application|Configuration|Properties)(\\$.*)?";

    /** Packages of the house that bear the name of a technology. */
    private static final String[] EDGES = {
        "..kafka..",
        "..milvus2..",
        "..storage.s3..",
        "..storage.azure..",
        "..storage.gcs..",
        "..json..",
        "..catalog.jdbc..",
        "..metrics..",
        "..wiring..",
        "..web..",
        "..services..",
        "..logging..",
        "..broker.."
    };

    /** Packages that decide; what they do depends on what they are given and on nothing else. */
    private static final String[] CORE = {
        "..model..", "..message..", "..fingerprint..", "..report..", "..staging..", "..schema..", "..catalog..",
        "..plan..", "..migration..", "..dump..", "..milvus1..", "..npy..", "..load..", "..verify.."
    };

    @ArchTest
    public static final ArchRule SPRING_STAYS_AT_THE_EDGE =
            stays("org.springframework..", "..kafka..", "..wiring..", "..web..", "..services..", "..logging..");

    @ArchTest
    public static final ArchRule KAFKA_STAYS_AT_THE_EDGE =
            stays(List.of("org.apache.kafka..", "kafka.."), "..kafka..", "..broker..");

    @ArchTest
    public static final ArchRule JSON_STAYS_AT_THE_EDGE = stays(
            List.of("tools.jackson..", "com.fasterxml.."),
            "..json..",
            "..kafka..",
            "..web..",
            "..milvus2..",
            "..wiring..",
            "..services..");

    @ArchTest
    public static final ArchRule S3_STAYS_AT_THE_EDGE = stays("software.amazon..", "..storage.s3..");

    @ArchTest
    public static final ArchRule AZURE_STAYS_AT_THE_EDGE =
            stays(List.of("com.azure..", "com.microsoft..", "reactor.."), "..storage.azure..");

    @ArchTest
    public static final ArchRule GOOGLE_STAYS_AT_THE_EDGE =
            stays(List.of("com.google.api..", "com.google.auth.."), "..storage.gcs..");

    @ArchTest
    public static final ArchRule MILVUS_STAYS_AT_THE_EDGE = stays(List.of("io.milvus..", "io.grpc.."), "..milvus2..");

    @ArchTest
    public static final ArchRule SQL_STAYS_AT_THE_EDGE =
            stays(List.of("java.sql..", "javax.sql..", "org.sqlite..", "com.mysql.."), "..catalog.jdbc..");

    @ArchTest
    public static final ArchRule METERS_STAY_AT_THE_EDGE =
            stays("io.micrometer..", "..metrics..", "..kafka..", "..wiring..", "..web..", "..services..");

    /** The core knows the edges of the house by their ports only. */
    @ArchTest
    public static final ArchRule CORE_KNOWS_NO_EDGE = classes()
            .that(resideInAnyPackage(CORE).and(resideOutsideOfPackages(EDGES)))
            .should(never(dependOnClassesThat(resideInAnyPackage("io.m2m..").and(resideInAnyPackage(EDGES)))))
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule CORE_HAS_NO_CLOCK_AND_NO_CHANCE = noClasses()
            .that(resideInAnyPackage(CORE).and(resideOutsideOfPackages(EDGES)))
            .should()
            .accessTargetWhere(clockOrChance())
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule LISTENERS_LIVE_AT_KAFKAS_EDGE = noClasses()
            .that()
            .resideOutsideOfPackage("..kafka..")
            .should(beAssignableTo("org.springframework.kafka.listener.GenericMessageListener"))
            .orShould(beAssignableTo("org.apache.kafka.streams.processor.api.Processor"))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.springframework.kafka.annotation.KafkaListener")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("io.m2m.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    public static final ArchRule MESSAGES_ARE_RECORDS = messagesAreRecords("io.m2m.common.message.Message");

    @ArchTest
    public static final ArchRule PACKAGES_ARE_NULL_MARKED =
            classes().should(liveInANullMarkedPackage()).allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NAMES_ARE_OF_THE_DOMAIN = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Helper|Utils?|Manager|Dto)")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..helper..", "..impl..", "..dto..")
            .allowEmptyShould(true);

    private HouseRules() {}

    @ArchTest
    static void filesAndMethodsAreShort(JavaClasses module) throws IOException {
        Assertions.assertThat(SourceSizes.tooLong(Path.of("src", "main", "java")))
                .isEmpty();
    }

    static ArchRule messagesAreRecords(String message) {
        return classes()
                .that()
                .areAssignableTo(message)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .allowEmptyShould(true);
    }

    private static ArchRule stays(String technology, String... edges) {
        return stays(List.of(technology), edges);
    }

    private static ArchRule stays(List<String> technology, String... edges) {
        return classes()
                .that(resideOutsideOfPackages(edges).and(DescribedPredicate.not(nameMatching(JOINTS))))
                .should(never(dependOnClassesThat(resideInAnyPackage(technology.toArray(String[]::new)))))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAccess<?>> clockOrChance() {
        Set<String> calls = Set.of(
                "java.time.Instant.now",
                "java.time.LocalDateTime.now",
                "java.time.ZonedDateTime.now",
                "java.time.OffsetDateTime.now",
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.lang.Math.random",
                "java.util.UUID.randomUUID",
                "java.util.concurrent.ThreadLocalRandom.current");
        Set<String> seedless = Set.of("java.util.Random", "java.util.SplittableRandom", "java.security.SecureRandom");
        return DescribedPredicate.describe("is a clock or chance", access -> {
            String owner = access.getTargetOwner().getFullName();
            boolean clock =
                    owner.equals(Clock.class.getName()) && access.getName().startsWith("system");
            boolean chance =
                    seedless.contains(owner) && access.getTarget().getFullName().endsWith("<init>()");
            return clock || chance || calls.contains(owner + "." + access.getName());
        });
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isPresent();
                events.add(new SimpleConditionEvent(
                        type, marked, "package " + type.getPackageName() + " has no package-info with @NullMarked"));
            }
        };
    }
}
