package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Heroku Key-Value Store (Redis or Valkey). What could not be read is null, and a finding says so.
 *
 * @param plan without the service: "premium-0"
 * @param monthlyCents as billed, in US cents
 * @param memoryMegabytes what the plan allows
 * @param maxmemoryPolicy "noeviction" means that jobs or other data must not be lost
 * @param timeoutSeconds after which idle connections are closed; 0 is never
 * @param version "7.2.4"
 * @param details what else the Data API tells; null when it did not answer
 */
public record KeyValueStore(
        String id,
        String addon,
        String plan,
        @Nullable Integer monthlyCents,
        @Nullable Integer memoryMegabytes,
        @Nullable Integer connectionLimit,
        @Nullable String maxmemoryPolicy,
        @Nullable Integer timeoutSeconds,
        @Nullable String version,
        String billingApp,
        List<Attachment> attachments,
        @Nullable KeyValueDetails details) {

    public KeyValueStore {
        attachments = List.copyOf(attachments);
    }

    /** A store of which only the usual is known. */
    public KeyValueStore(
            String id,
            String addon,
            String plan,
            @Nullable Integer monthlyCents,
            @Nullable Integer memoryMegabytes,
            @Nullable Integer connectionLimit,
            @Nullable String maxmemoryPolicy,
            @Nullable Integer timeoutSeconds,
            @Nullable String version,
            String billingApp,
            List<Attachment> attachments) {
        this(
                id,
                addon,
                plan,
                monthlyCents,
                memoryMegabytes,
                connectionLimit,
                maxmemoryPolicy,
                timeoutSeconds,
                version,
                billingApp,
                attachments,
                null);
    }
}
