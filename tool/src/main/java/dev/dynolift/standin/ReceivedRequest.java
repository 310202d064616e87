package dev.dynolift.standin;

/** A request as the stand-in received it, without its token. {@code range} is empty when none was sent. */
public record ReceivedRequest(String method, String path, String accept, String range, int status) {}
