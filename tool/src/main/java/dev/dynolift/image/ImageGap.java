package dev.dynolift.image;

/**
 * Something that an image lacks, or may lack.
 *
 * @param subject what: "STRIPE_KEY", "libvips"
 * @param what is the case, a sentence
 * @param next what to do, a sentence
 */
public record ImageGap(Weight weight, String subject, String what, String next) {

    /** How much it weighs, as far as reading tells. */
    public enum Weight {
        /** The build or the start ends with an error. */
        STOPS,
        /** A part of the app may not work. */
        LOOK
    }
}
