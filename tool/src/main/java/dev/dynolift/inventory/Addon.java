package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An add-on other than Heroku's own databases and key-value stores.
 *
 * @param service "scheduler", "papertrail"
 * @param plan without the service
 * @param monthlyCents as billed, in US cents; 0 is free
 * @param state "provisioned" when all is well
 * @param configVars the names of the settings that it owns
 * @param kafka what a Kafka cluster holds; null for other services, and when it could not be read
 */
public record Addon(
        String id,
        String name,
        String service,
        String plan,
        @Nullable Integer monthlyCents,
        String state,
        String billingApp,
        List<String> configVars,
        List<Attachment> attachments,
        @Nullable KafkaDetails kafka) {

    public Addon {
        configVars = List.copyOf(configVars);
        attachments = List.copyOf(attachments);
    }

    /** An add-on that holds no Kafka cluster. */
    public Addon(
            String id,
            String name,
            String service,
            String plan,
            @Nullable Integer monthlyCents,
            String state,
            String billingApp,
            List<String> configVars,
            List<Attachment> attachments) {
        this(id, name, service, plan, monthlyCents, state, billingApp, configVars, attachments, null);
    }
}
