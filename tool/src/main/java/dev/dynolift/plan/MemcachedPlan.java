package dev.dynolift.plan;

import java.util.List;

/**
 * One memcached add-on as memcached on ElastiCache, which has no login. It starts empty, as a cache may.
 *
 * @param name unique in the estate
 * @param herokuAddon the add-on's name
 * @param nodes over which clients spread the keys
 * @param tls whether clients have to speak it
 */
public record MemcachedPlan(
        String name,
        String herokuAddon,
        List<AttachmentPlan> attachments,
        Choice<String> environment,
        Choice<String> nodeType,
        Choice<Integer> nodes,
        Choice<Boolean> tls)
        implements DataPlan {

    public MemcachedPlan {
        attachments = List.copyOf(attachments);
    }

    @Override
    public String described() {
        return "memcached " + name;
    }

    @Override
    public String list() {
        return "memcaches";
    }

    @Override
    public String consequence() {
        return "memcached on ElastiCache takes its place; it starts empty and has no login";
    }
}
