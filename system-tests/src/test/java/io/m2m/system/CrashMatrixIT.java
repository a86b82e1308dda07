package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

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
 * The program stops dead at a step that has an effect, is used again, stops at the next one, and so on, and every row must have
 * arrived exactly once. The steps are read from the program's classes. A few of one scenario, by {@code -Dm2m.seed=}, or all
 * of all with {@code -Dm2m.crashes=all}; {@code -Dm2m.chain=1} stops it once only; {@code -Dm2m.scenario=} chooses scenarios by a
 * regular expression.
 */
@ResourceLock(Milvus.THIRD_LOCAL)
@ResourceLock(Milvus.ON_S3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashMatrixIT {
    private static final String CRASHES = System.getProperty("m2m.crashes", "4");
    private static final int CHAIN = Integer.getInteger("m2m.chain", 6);
    private static final long SEED = Long.getLong("m2m.seed", 1);
    private static final String ONLY =
            System.getProperty("m2m.scenario", CRASHES.equals("all") ? ".*" : "OnLocalStorage");

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
                List<String> chosen = chosen(fresh);
                for (int i = 0; i < chosen.size(); i += CHAIN) {
                    List<String> chain = chosen.subList(i, Math.min(chosen.size(), i + CHAIN));
                    String name = scenario.name() + ": " + String.join(", ", chain);
                    tests.add(DynamicTest.dynamicTest(name, () -> stopAt(chain, scenario)));
                }
            }
        }
        return tests.stream();
    }

    /** In their order. */
    private List<String> chosen(List<String> fresh) {
        if (CRASHES.equals("all")) {
            return fresh;
        }
        List<String> shuffled = new ArrayList<>(fresh);
        Collections.shuffle(shuffled, new Random(SEED));
        List<String> few = shuffled.subList(0, Math.min(Integer.parseInt(CRASHES), shuffled.size()));
        return fresh.stream().filter(few::contains).toList();
    }

    /** At one step after the other, each time that the program is used again. */
    private void stopAt(List<String> chain, CrashScenario scenario) throws IOException {
        Path folder = Places.fresh("crash/" + scenario.name() + "/" + Integer.toHexString(chain.hashCode()));
        Migrating migrating = scenario.fresh(folder);
        for (String step : chain) {
            if (!halts(step, scenario, migrating)) {
                // After the halts before it there was nothing left to do at this step.
                scenario.judge(migrating);
                migrating = scenario.fresh(
                        Places.fresh(Places.all().relativize(folder).toString()));
                assertThat(halts(step, scenario, migrating)).as(step).isTrue();
            }
            System.err.println(scenario.name() + " " + step);
        }
        useAlone(scenario, migrating);
        scenario.judge(migrating);
    }

    private static boolean halts(String step, CrashScenario scenario, Migrating migrating) throws IOException {
        try {
            scenario.use(migrating, Halting.at(migrating.folder(), step).program());
            return false;
        } catch (Halted asWanted) {
            return true;
        }
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
