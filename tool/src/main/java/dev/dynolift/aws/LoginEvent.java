package dev.dynolift.aws;

import java.time.Instant;

/**
 * One time that somebody logged in, took on a role or opened a shell, as CloudTrail has it.
 *
 * @param who the user, or the role and who has it: "crema-production-operator as mia"
 * @param from an address, or the name of a service
 * @param what the role that was taken on, or the task that a shell was opened in
 * @param failed whether AWS refused
 * @param why what AWS said then; "" when it did not refuse
 */
public record LoginEvent(
        Instant at,
        Kind kind,
        String who,
        String from,
        String what,
        SecondFactor secondFactor,
        boolean failed,
        String why,
        String region) {

    /** What somebody did. */
    public enum Kind {
        CONSOLE_LOGIN("ConsoleLogin", "logged in to the console"),
        ROLE_TAKEN("AssumeRole", "took on a role"),
        ROLE_TAKEN_BY_SAML("AssumeRoleWithSAML", "took on a role"),
        ROLE_SWITCHED("SwitchRole", "switched role in the console"),
        SHELL_OPENED("ExecuteCommand", "opened a shell"),
        SESSION_OPENED("StartSession", "opened a session");

        private final String eventName;
        private final String words;

        Kind(String eventName, String words) {
            this.eventName = eventName;
            this.words = words;
        }

        /** By which CloudTrail knows it. */
        public String eventName() {
            return eventName;
        }

        /** Said of a person: "took on a role". */
        public String words() {
            return words;
        }
    }

    /** Whether a second factor was asked for, as far as AWS knows. */
    public enum SecondFactor {
        YES,
        NO,
        /** Whoever else the person logged in with was to ask for it. */
        NOT_TOLD
    }
}
