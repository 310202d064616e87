package dev.dynolift.control;

/** How far a move is, in order. Each is committed together with what it says. */
public enum Phase {
    /** Definitions are being created at the target. */
    SCHEMA,
    /** Triggers are being installed at the source. */
    CAPTURE,
    /** Chunks are being copied. */
    COPY,
    /** The first round mends what the chunks saw twice, early or late. */
    FIRST_ROUND,
    /** Indexes and constraints are being built. */
    INDEXES,
    /** Rounds keep the target at a committed state of the source. */
    LIVE,
    /** Nothing more will come from the source; the receiving side may be opened. */
    HANDED_OVER
}
