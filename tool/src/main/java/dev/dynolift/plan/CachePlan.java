package dev.dynolift.plan;

import java.util.List;

/**
 * One Heroku Key-Value Store as an ElastiCache replication group, cluster mode off, in-transit encryption on.
 *
 * @param name unique in the estate
 * @param herokuAddon the add-on's name
 * @param memoryMb what the Heroku plan has; -1 when unknown
 * @param replicas besides the primary, 0 to 5; with at least one, failover is automatic
 * @param maxmemoryPolicy what happens when memory is full, Redis's own word
 * @param timeoutSeconds idle connections are closed after this; 0 never
 */
public record CachePlan(
        String name,
        String herokuAddon,
        int memoryMb,
        List<AttachmentPlan> attachments,
        Choice<String> environment,
        Choice<String> engineVersion,
        Choice<String> nodeType,
        Choice<Integer> replicas,
        Choice<String> maxmemoryPolicy,
        Choice<Integer> timeoutSeconds,
        Choice<Move> move)
        implements DataPlan {

    public CachePlan {
        attachments = List.copyOf(attachments);
    }

    @Override
    public String described() {
        return "ElastiCache group " + name;
    }

    @Override
    public String list() {
        return "caches";
    }

    @Override
    public String consequence() {
        return "an ElastiCache replication group takes its place";
    }

    /** How the keys get there. */
    public enum Move {
        /** Starts empty: sessions and cached values are lost, queues must be drained first. */
        FRESH,
        /** Each key is dumped and restored with its time to live. */
        COPY
    }
}
