package io.m2m.loader.milvus2;

/**
 * A line of servers that cannot be had here, as their sources say they behave.
 *
 * @param okCode of an answer that is no failure
 * @param describes whether the progress of a job is told under its newer name, too
 * @param protoNames whether groups of files are printed as protobuf prints them
 * @param jobLimit jobs under way, or no limit when 0
 * @param keys whether {@code Idempotency-Key} is known
 */
public record StandInLine(
        String version, int okCode, boolean describes, boolean protoNames, int jobLimit, boolean keys) {
    public static final StandInLine V2_4_0 = new StandInLine("v2.4.0", 200, false, true, 0, false);
    public static final StandInLine V2_4_17 = new StandInLine("v2.4.17", 0, true, false, 1_024, false);
    public static final StandInLine V2_5_27 = new StandInLine("v2.5.27", 0, true, false, 1_024, false);
    public static final StandInLine V2_6_23 = new StandInLine("v2.6.23", 0, true, false, 1_024, false);
    public static final StandInLine V2_6_24 = new StandInLine("v2.6.24", 0, true, false, 1_024, true);
    public static final StandInLine V3_0_2 = new StandInLine("v3.0.2", 0, true, false, 1_024, true);
}
