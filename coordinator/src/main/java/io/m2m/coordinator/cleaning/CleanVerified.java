package io.m2m.coordinator.cleaning;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.StagingCleaned;
import io.m2m.common.message.PlanTask;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;

/** Cleans staging at the end of a run that is VERIFIED. Asked for again it removes what is left, if anything. */
public final class CleanVerified {
    private final CleanStaging cleaning;

    public CleanVerified(CleanStaging cleaning) {
        this.cleaning = cleaning;
    }

    /**
     * @throws ProblemException UNREACHABLE when staging does not answer; CONFIGURATION when its report is not VERIFIED any more,
     *     nothing is removed then
     */
    public Event clean(PlanTask.CleanStaging task) {
        try {
            Cleaned cleaned = cleaning.clean(false);
            return new StagingCleaned(task.ref(), cleaned.objects(), cleaned.bytes());
        } catch (IOException failure) {
            throw new ProblemException(
                    Problem.Kind.UNREACHABLE,
                    "all is VERIFIED, but staging could not be cleaned (" + failure
                            + "); see that it can be reached and run m2m clean",
                    failure);
        }
    }
}
