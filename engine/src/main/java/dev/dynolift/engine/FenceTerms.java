package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * On what terms a fence is asked for.
 *
 * @param direction of the move that hands over
 * @param unverified whether it shall not wait until every row is compared
 * @param patience after which the order is withdrawn
 * @param withoutProof the command that asks for the same without waiting for the proof
 * @param waiting told now and then, in a sentence, what is waited for
 */
public record FenceTerms(
        Direction direction, boolean unverified, Duration patience, String withoutProof, Consumer<String> waiting) {}
