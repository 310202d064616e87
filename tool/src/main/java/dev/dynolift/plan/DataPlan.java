package dev.dynolift.plan;

import java.util.List;

/** What keeps data for apps on AWS, in place of an add-on at Heroku. */
public sealed interface DataPlan permits DatabasePlan, MysqlPlan, CachePlan, MemcachedPlan, SearchPlan {

    /** Unique among its kind in the estate. */
    String name();

    /** The add-on's name. */
    String herokuAddon();

    /** Which settings of which apps lead to it. */
    List<AttachmentPlan> attachments();

    Choice<String> environment();

    /** What people call it: {@code RDS instance crema-database}. */
    String described();

    /** The list of the plan that it stands in: {@code databases}. */
    String list();

    /** What it means for the add-on, in words. */
    String consequence();
}
