package dev.dynolift.plan;

import java.util.List;

/**
 * One MySQL add-on as RDS for MySQL. It starts empty: its data is moved by hand.
 *
 * @param name unique in the estate
 * @param herokuAddon the add-on's name
 * @param engineVersion two numbers: {@code 8.4}
 * @param storageGb gp3 storage at the start, at least 20
 * @param maxStorageGb up to which RDS grows by itself
 */
public record MysqlPlan(
        String name,
        String herokuAddon,
        List<AttachmentPlan> attachments,
        Choice<String> environment,
        Choice<String> engineVersion,
        Choice<String> instanceClass,
        Choice<Integer> storageGb,
        Choice<Integer> maxStorageGb,
        Choice<Boolean> multiAz,
        Choice<Integer> backupDays)
        implements DataPlan {

    public MysqlPlan {
        attachments = List.copyOf(attachments);
    }

    @Override
    public String described() {
        return "RDS for MySQL " + name;
    }

    @Override
    public String list() {
        return "mysqlDatabases";
    }

    @Override
    public String consequence() {
        return "RDS for MySQL takes its place; it starts empty, and you move the data";
    }
}
