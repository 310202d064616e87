package dev.dynolift.plan;

import java.util.List;

/**
 * One Heroku Postgres database as an RDS instance.
 *
 * @param name unique in the estate
 * @param herokuAddon the add-on's name
 * @param sourceMajor the major version at Heroku; 0 when the audit could not see it
 * @param sourceBytes size of the data at Heroku; -1 when the audit could not see it
 * @param extensions installed at Heroku
 * @param storageGb gp3 storage at the start, at least 20
 * @param maxStorageGb up to which RDS grows by itself
 */
public record DatabasePlan(
        String name,
        String herokuAddon,
        int sourceMajor,
        long sourceBytes,
        List<String> extensions,
        List<AttachmentPlan> attachments,
        Choice<String> environment,
        Choice<Integer> engineMajor,
        Choice<String> instanceClass,
        Choice<Integer> storageGb,
        Choice<Integer> maxStorageGb,
        Choice<Boolean> multiAz,
        Choice<Integer> backupDays,
        Choice<Move> move)
        implements DataPlan {

    public DatabasePlan {
        extensions = List.copyOf(extensions);
        attachments = List.copyOf(attachments);
    }

    @Override
    public String described() {
        return "RDS instance " + name;
    }

    @Override
    public String list() {
        return "databases";
    }

    @Override
    public String consequence() {
        return "an RDS instance takes its place, with every row";
    }

    /** How the rows get there. */
    public enum Move {
        /** Copied and kept in step while the app runs; writes stop for seconds. */
        LIVE,
        /** Writes stop first, then everything is copied. */
        BIG_BANG,
        /** Starts empty. */
        FRESH
    }
}
