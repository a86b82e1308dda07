package io.m2m.common.message;

/** What a run was asked to do. */
public enum Command {
    MIGRATE(true, true, true),
    DUMP(true, false, false),
    LOAD(false, true, false),
    VERIFY(false, false, true);

    private final boolean dumps;
    private final boolean loads;
    private final boolean verifies;

    Command(boolean dumps, boolean loads, boolean verifies) {
        this.dumps = dumps;
        this.loads = loads;
        this.verifies = verifies;
    }

    /** Whether it reads the source; otherwise it starts from what an earlier dump left in staging. */
    public boolean dumps() {
        return dumps;
    }

    public boolean loads() {
        return loads;
    }

    public boolean verifies() {
        return verifies;
    }
}
