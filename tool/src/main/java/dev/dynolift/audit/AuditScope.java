package dev.dynolift.audit;

import java.util.List;

/** Which apps are looked at. */
public sealed interface AuditScope {

    /** What the scope is called in sentences and by its workspace. */
    String name();

    /** Apps that the user named, the main one first. */
    record Named(List<String> apps) implements AuditScope {

        public Named {
            apps = List.copyOf(apps);
        }

        @Override
        public String name() {
            return apps.get(0);
        }
    }

    /** All apps of a team, as far as this login may see them, but for review apps. */
    record OfTeam(String name) implements AuditScope {}

    /** All apps of a pipeline, by its name or id, but for review apps. */
    record OfPipeline(String name) implements AuditScope {}

    /** All apps that this login may see, but for review apps. */
    record All() implements AuditScope {

        @Override
        public String name() {
            return "account";
        }
    }
}
