package dev.dynolift.plan;

import java.util.List;

/**
 * One Elasticsearch add-on as an OpenSearch domain. It starts empty: what it holds is made anew from the database.
 *
 * @param name unique in the estate
 * @param herokuAddon the add-on's name
 * @param engineVersion as AWS writes it: {@code OpenSearch_2.19}
 * @param nodes 1 to 3, in as many zones
 * @param storageGb the disk of each node
 */
public record SearchPlan(
        String name,
        String herokuAddon,
        List<AttachmentPlan> attachments,
        Choice<String> environment,
        Choice<String> engineVersion,
        Choice<String> instanceType,
        Choice<Integer> nodes,
        Choice<Integer> storageGb)
        implements DataPlan {

    public SearchPlan {
        attachments = List.copyOf(attachments);
    }

    @Override
    public String described() {
        return "OpenSearch domain " + name;
    }

    @Override
    public String list() {
        return "searches";
    }

    @Override
    public String consequence() {
        return "an OpenSearch domain takes its place, and starts empty";
    }
}
