package io.m2m.system;

import io.m2m.system.Commands.Running;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Works against a fleet, as a seed says: kills its processes and its broker, stops them for a while, and lets them go on. */
final class Nemesis {
    private static final long LONGEST_PAUSE_MILLIS = 8_000;
    /** Longer than the coordinator waits for a silent worker. */
    private static final long SILENCE_MILLIS = 50_000;

    private static final List<String> SERVICES =
            List.of("coordinator", "dumper", "dumper", "loader", "loader", "verifier");

    private final Random chance;
    private final Fleet fleet;
    private final BrokerProcess broker;
    private final List<Running> processes = new ArrayList<>();
    private final List<String> deeds = new ArrayList<>();

    Nemesis(long seed, Fleet fleet, BrokerProcess broker) {
        this.chance = new Random(seed);
        this.fleet = fleet;
        this.broker = broker;
        SERVICES.forEach(service -> processes.add(fleet.start(service)));
    }

    /** What was done, in order. */
    List<String> deeds() {
        return deeds;
    }

    Running coordinator() {
        return processes.getFirst();
    }

    /** Strikes for about as long. */
    void rage(long millis) throws InterruptedException, IOException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            Thread.sleep(chance.nextLong(500, 6_000));
            strike();
        }
    }

    private void strike() throws InterruptedException, IOException {
        int way = chance.nextInt(10);
        if (way == 0) {
            deeds.add("kill the broker");
            broker.kill();
            Thread.sleep(chance.nextLong(5_000));
            broker.start();
            return;
        }
        int victim = chance.nextInt(processes.size());
        if (way < 6) {
            deeds.add("kill " + SERVICES.get(victim) + " " + victim);
            processes.get(victim).kill();
            Thread.sleep(chance.nextLong(3_000));
            processes.set(victim, fleet.start(SERVICES.get(victim)));
        } else {
            long pause = way == 9 ? SILENCE_MILLIS : chance.nextLong(LONGEST_PAUSE_MILLIS);
            deeds.add("stop " + SERVICES.get(victim) + " " + victim + " for " + pause + " ms");
            signal("-STOP", processes.get(victim));
            Thread.sleep(pause);
            signal("-CONT", processes.get(victim));
        }
    }

    private static void signal(String signal, Running running) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, String.valueOf(running.process().pid()))
                .start()
                .waitFor();
    }
}
