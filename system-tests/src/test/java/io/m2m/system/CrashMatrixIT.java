package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.m2m.system.CrashScenario.Halted;
import io.m2m.system.CrashScenario.Program;
import io.m2m.system.halt.Steps;
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
 * read from the program's classes. One of each scenario, by {@code -Dm2m.seed=}, or all with {@code -Dm2m.crashes=all}; of the
 * scenarios that {@code -Dm2m.scenario=}, a regular expression, matches.
 */
@ResourceLock(Milvus.THIRD_LOCAL)
@ResourceLock(Milvus.ON_S3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashMatrixIT {
    private static final String CRASHES = System.getProperty("m2m.crashes", "1");
    private static final long SEED = Long.getLong("m2m.seed", 1);
    private static final String ONLY = System.getProperty("m2m.scenario", ".*");

    private final List<String> steps = Steps.of(Places.programClasses());
    private final Map<String, Set<String>> met = new HashMap<>();

    @Test
    void everyStepIsMetByAScenarioOrLeftToAnotherTestByName() throws Halted, IOException {
        Set<String> unmet = new TreeSet<>(steps);
        for (CrashScenario scenario : CrashScenarios.all()) {
            unmet.removeAll(met(scenario));
        }
        StepsElsewhere elsewhere = StepsElsewhere.read();

        assertThat(unmet).allMatch(elsewhere::name);
        assertThat(elsewhere.idle(steps)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyRowArrivesThoughTheProgramStops() throws Halted, IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        for (CrashScenario scenario : CrashScenarios.all()) {
            List<String> fresh = new ArrayList<>(met(scenario));
            fresh.removeAll(taken);
            taken.addAll(fresh);
            if (scenario.name().matches(ONLY)) {
                for (String step : chosen(fresh)) {
                    String name = scenario.name() + ": " + step;
                    tests.add(DynamicTest.dynamicTest(name, () -> stopAt(step, scenario)));
                }
            }
        }
        return tests.stream();
    }

    private List<String> chosen(List<String> fresh) {
        if (CRASHES.equals("all")) {
            return fresh;
        }
        Collections.shuffle(fresh, new Random(SEED));
        return fresh.subList(0, Math.min(Integer.parseInt(CRASHES), fresh.size()));
    }

    private void stopAt(String step, CrashScenario scenario) throws IOException {
        Path folder = Places.fresh("crash/" + scenario.name() + "/" + Integer.toHexString(step.hashCode()));
        Migrating migrating = scenario.fresh(folder);
        try {
            scenario.use(migrating, Halting.at(folder, step).program());
            fail("it did not come to " + step);
        } catch (Halted asWanted) {
            useAlone(scenario, migrating);
        }
        scenario.judge(migrating);
        System.err.println(scenario.name() + " " + step);
    }

    private static void useAlone(CrashScenario scenario, Migrating migrating) throws IOException {
        try {
            scenario.use(migrating, Program.ALONE);
        } catch (Halted impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The steps of a scenario, in order. */
    private Set<String> met(CrashScenario scenario) throws Halted, IOException {
        Set<String> known = met.get(scenario.name());
        if (known == null) {
            Path folder = Places.fresh("crash/" + scenario.name() + "/undisturbed");
            Migrating migrating = scenario.fresh(folder);
            Halting recording = Halting.recording(folder, steps);
            scenario.use(migrating, recording.program());
            scenario.judge(migrating);
            known = recording.passed();
            met.put(scenario.name(), known);
        }
        return known;
    }
}
