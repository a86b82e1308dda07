package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.m2m.system.CrashScenario.Halted;
import io.m2m.system.CrashScenario.Program;
import io.m2m.system.halt.CallSite;
import io.m2m.system.halt.CrashPoint;
import io.m2m.system.halt.CrashPoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The program stops dead at a step that has an effect, is used again, and every row must have arrived exactly once. The steps are
 * read from the program's classes. A few of them, by {@code -Dm2m.seed=}, or all with {@code -Dm2m.crashes=all}; of the
 * scenarios that {@code -Dm2m.scenario=}, a regular expression, matches.
 */
@ResourceLock(Milvus.OTHER_LOCAL)
@ResourceLock(Milvus.ON_S3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashMatrixIT {
    private static final String CRASHES = System.getProperty("m2m.crashes", "2");
    private static final long SEED = Long.getLong("m2m.seed", 1);
    private static final String ONLY = System.getProperty("m2m.scenario", ".*");

    private final List<CallSite> sites = CrashPoints.sites(Places.programClasses());
    private final Map<String, Set<CrashPoint>> met = new HashMap<>();

    @Test
    void everyStepIsMetByAScenarioOrLeftToAnotherTestByName() throws Halted, IOException {
        Set<String> unmet = new TreeSet<>();
        sites.forEach(site -> unmet.add(site.name()));
        for (CrashScenario scenario : CrashScenarios.all()) {
            met(scenario).forEach(point -> unmet.remove(point.site()));
        }
        StepsElsewhere elsewhere = StepsElsewhere.read();

        assertThat(unmet).allMatch(elsewhere::name);
        assertThat(elsewhere.idle(sites.stream().map(CallSite::name).toList())).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyRowArrivesThoughTheProgramStops() throws Halted, IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Set<CrashPoint> taken = new LinkedHashSet<>();
        for (CrashScenario scenario : CrashScenarios.all()) {
            List<CrashPoint> points = new ArrayList<>(met(scenario));
            points.removeAll(taken);
            taken.addAll(points);
            if (scenario.name().matches(ONLY)) {
                for (CrashPoint point : chosen(points)) {
                    String name = scenario.name() + ": " + point.text();
                    tests.add(DynamicTest.dynamicTest(name, () -> stopAt(point, scenario)));
                }
            }
        }
        return tests.stream();
    }

    private List<CrashPoint> chosen(List<CrashPoint> points) {
        if (CRASHES.equals("all")) {
            return points;
        }
        Collections.shuffle(points, new Random(SEED));
        return points.subList(0, Math.min(Integer.parseInt(CRASHES), points.size()));
    }

    private void stopAt(CrashPoint point, CrashScenario scenario) throws IOException {
        Path folder = Places.fresh("crash/" + scenario.name() + "/" + Integer.toHexString(point.hashCode()));
        Migrating migrating = scenario.fresh(folder);
        try {
            scenario.use(migrating, Halting.at(folder, point).program());
            fail("it did not come to " + point.text());
        } catch (Halted asWanted) {
            useAlone(scenario, migrating);
        }
        scenario.judge(migrating);
        System.err.println(scenario.name() + " " + point.text());
    }

    private static void useAlone(CrashScenario scenario, Migrating migrating) throws IOException {
        try {
            scenario.use(migrating, Program.ALONE);
        } catch (Halted impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The points that a scenario comes by, in order. */
    private Set<CrashPoint> met(CrashScenario scenario) throws Halted, IOException {
        Set<CrashPoint> known = met.get(scenario.name());
        if (known == null) {
            Path folder = Places.fresh("crash/" + scenario.name() + "/undisturbed");
            Migrating migrating = scenario.fresh(folder);
            Halting recording = Halting.recording(folder, CrashPoint.beside(sites));
            scenario.use(migrating, recording.program());
            scenario.judge(migrating);
            known = recording.passed();
            met.put(scenario.name(), known);
        }
        return known;
    }
}
