package dev.dynolift.audit;

/**
 * How closely an audit looks.
 *
 * @param slugs whether each slug is downloaded, looked into and forgotten
 */
public record AuditOptions(boolean slugs) {

    /** As many questions as need no download. */
    public static final AuditOptions USUAL = new AuditOptions(false);
}
