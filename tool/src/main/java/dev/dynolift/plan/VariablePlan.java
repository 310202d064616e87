package dev.dynolift.plan;

/** An environment variable whose value stands in the open: {@code PORT}, a default that the buildpack set. */
public record VariablePlan(String name, Choice<String> value) {}
