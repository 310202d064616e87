package dev.dynolift.fence;

import dev.dynolift.postgres.Session;

/**
 * What lets our own sessions write through a fence. The app's role is often our role, so rights cannot tell us apart; a
 * word that only we say can. It guards against writers that do not know of the move, not against an attacker, who as the
 * owner could drop the triggers.
 */
public final class FenceToken {

    static final String WORD = "engine";

    private FenceToken() {}

    public static void hold(Session session) {
        session.execute("SET dynolift.fence_token = '" + WORD + "'");
    }
}
