package dev.dynolift.plan;

/** How much the plan spends on staying up. */
public enum Preset {
    /** One of everything that may be one, burstable machines: for a side project or an experiment. */
    SMALL,
    /** What Heroku's plan promised is kept: a standby where the Heroku plan had one. */
    STANDARD,
    /** Survives the loss of a data centre: three zones, a standby database, at least two web tasks. */
    HA
}
