package dev.dynolift.generate;

import dev.dynolift.infrastructure.EstateSummary.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One resource of a plan.
 *
 * @param address as Terraform writes it: {@code module.database["main"].aws_db_instance.this}
 * @param after its arguments; what is known only when it is made is missing
 */
record PlannedResource(String address, String type, JsonNode after) {

    private static final Pattern MODULE = Pattern.compile("module\\.([a-z_]+)");

    /** All that a plan would create, of what {@code terraform show -json} printed. */
    static List<PlannedResource> of(JsonNode plan) {
        List<PlannedResource> resources = new ArrayList<>();
        for (JsonNode change : plan.path("resource_changes")) {
            resources.add(new PlannedResource(
                    change.path("address").asString(),
                    change.path("type").asString(),
                    change.path("change").path("after")));
        }
        return resources;
    }

    /** How many of each kind that people know by name. */
    static Map<Kind, Integer> count(List<PlannedResource> resources) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            resources.stream()
                    .filter(resource -> resource.type().equals(kind.terraformType()))
                    .forEach(resource -> counts.merge(kind, 1, Integer::sum));
        }
        return counts;
    }

    /** The first module of the address: {@code database}. */
    String module() {
        Matcher matcher = MODULE.matcher(address);
        return matcher.find() ? matcher.group(1) : "";
    }

    boolean is(String argument) {
        return after.path(argument).asBoolean(false);
    }

    String text(String argument) {
        return after.path(argument).asString("");
    }

    long number(String argument) {
        return after.path(argument).asLong(-1);
    }

    Stream<JsonNode> items(String argument) {
        return StreamSupport.stream(after.path(argument).spliterator(), false);
    }

    /** The arguments of a block that stands there once. */
    JsonNode block(String name) {
        return after.path(name).path(0);
    }

    /** The statements of a policy, as far as the plan knows it. */
    Stream<JsonNode> statements() {
        String policy = text("policy");
        return policy.isEmpty()
                ? Stream.empty()
                : StreamSupport.stream(
                        JsonMapper.shared().readTree(policy).path("Statement").spliterator(), false);
    }

    /** The same with one argument changed; JSON. */
    PlannedResource with(String argument, String json) {
        ObjectNode changed = ((ObjectNode) after).deepCopy();
        changed.set(argument, JsonMapper.shared().readTree(json));
        return new PlannedResource(address, type, changed);
    }
}
