package dev.dynolift.postgres;

/** Told each row of a {@code COPY} as it passes. The bytes are the reader's own: they must not be changed or kept. */
@FunctionalInterface
public interface RowListener {

    void on(byte[] bytes, int from, int length);
}
