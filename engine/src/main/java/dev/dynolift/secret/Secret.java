package dev.dynolift.secret;

/** A value that must never be written anywhere; it shows itself as stars. */
public record Secret(String reveal) {

    /** Announces the value to the redactor too, so that a message which quotes it by accident is masked. */
    public Secret {
        Redactor.learn(reveal);
    }

    /** What a log, a record's text or a debugger gets to see. */
    @Override
    public String toString() {
        return "***";
    }
}
