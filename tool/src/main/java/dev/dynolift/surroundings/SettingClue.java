package dev.dynolift.surroundings;

import dev.dynolift.inventory.SettingTarget.Kind;

/**
 * What a setting's value may lead to. Lives as long as the audit; only what was recognized goes into the inventory.
 *
 * @param text a host or a name; for a user, the id of his key
 * @param certain whether the value's form leaves no doubt; a bare word in a setting called BUCKET does
 */
record SettingClue(String app, String setting, Kind kind, String text, boolean certain) {

    /** Shows no text: it may be all of a value. */
    @Override
    public String toString() {
        return "SettingClue[" + app + " " + setting + ", " + kind + "]";
    }
}
