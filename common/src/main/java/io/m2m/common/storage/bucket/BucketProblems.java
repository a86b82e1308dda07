package io.m2m.common.storage.bucket;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;

/**
 * What is said of a bucket that does not do as it should.
 *
 * @param endpoint where it is spoken to, for people
 */
public record BucketProblems(BucketConfig config, String endpoint) {
    /** There is no object; a store that cannot tell that from a missing bucket asks for that first. */
    public static NoSuchFileException noObject(String object, Exception cause) {
        NoSuchFileException absent = new NoSuchFileException(object);
        absent.initCause(cause);
        return absent;
    }

    /** Of a call that its thread was told to give up. */
    public static IOException interrupted(String object, Exception cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for " + object);
        interrupted.initCause(cause);
        return interrupted;
    }

    /** Something about this one object. */
    public IOException object(String object, String answer, Exception cause) {
        return new IOException(object + ": the object store at " + endpoint + " answers " + answer, cause);
    }

    public ProblemException noBucket(Exception cause) {
        String correct = "correct " + config.section() + ".bucket";
        String advice = switch (config.ifMissing()) {
            case REFUSE -> correct + "; a bucket to read from is never made";
            case ADVISE ->
                correct + ", make the bucket, or set " + config.section() + ".checkBucket: true to have it made";
            case MAKE, LEAVE -> correct + ", or run m2m dump or m2m migrate, which make it";
        };
        return unreachable(
                "the object store at " + endpoint + " has no bucket " + config.bucket() + "; " + advice, cause);
    }

    public ProblemException otherRegion(String answer, Exception cause) {
        return unreachable(
                "the object store at " + endpoint + " has bucket " + config.bucket() + " in another region (" + answer
                        + "); set " + config.section() + ".region",
                cause);
    }

    public ProblemException refused(String answer, Exception cause) {
        return new ProblemException(
                Problem.Kind.REFUSED,
                "the object store at " + endpoint + " refuses access to bucket " + config.bucket() + " (" + answer
                        + "); check the credentials of " + config.section() + " and their rights",
                cause);
    }

    public ProblemException noCredentials(Exception cause) {
        return new ProblemException(
                Problem.Kind.REFUSED,
                "this machine's role and environment give no credentials for bucket " + config.bucket() + " at "
                        + endpoint + "; give them, or set ak and sk in " + config.section() + " and useIAM: false",
                cause);
    }

    public ProblemException notServed(String answer, Exception cause) {
        return unreachable(
                "the object store at " + endpoint + " does not serve bucket " + config.bucket() + " (" + answer
                        + "); run the same command again when it does",
                cause);
    }

    public ProblemException silent(Exception cause) {
        return unreachable(
                "the object store at " + endpoint + " with bucket " + config.bucket() + " cannot be reached ("
                        + reason(cause) + "); check " + config.section() + ".endpoint and that it runs",
                cause);
    }

    /** An object of which no more comes, however often it is asked for. */
    public ProblemException brokenOff(String object, long position, int times, IOException cause) {
        return unreachable(
                "the object store at " + endpoint + " breaks off at byte " + position + " of " + object + ", " + times
                        + " times in a row (" + cause.getMessage() + "); run the same command again when it does not",
                cause);
    }

    /** The innermost cause that is of the network says it best: refused, unknown host, timed out. */
    private static String reason(Throwable failure) {
        Throwable best = ProblemException.causes(failure)
                .filter(cause -> cause.getClass().getName().startsWith("java.net."))
                .reduce((outer, inner) -> inner)
                .orElseGet(() -> ProblemException.innermost(failure));
        String name = best.getClass().getSimpleName();
        return best.getMessage() == null ? name : name + ": " + best.getMessage();
    }

    private static ProblemException unreachable(String sentence, Exception cause) {
        return new ProblemException(Problem.Kind.UNREACHABLE, sentence, cause);
    }
}
