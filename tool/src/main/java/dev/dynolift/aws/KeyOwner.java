package dev.dynolift.aws;

import java.util.List;

/** The IAM user whom a key belongs to, with the names of what gives him rights. */
public record KeyOwner(String user, List<String> policies, List<String> groups) {

    public KeyOwner {
        policies = List.copyOf(policies);
        groups = List.copyOf(groups);
    }
}
