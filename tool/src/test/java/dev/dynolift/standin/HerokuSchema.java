package dev.dynolift.standin;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Heroku's published schemas: finds what the answer to a path must look like, and tells in what an answer differs. Knows
 * what the schemas use: $ref, type, properties, patternProperties, strictProperties, required, items, enum, pattern, anyOf
 * and oneOf, and the formats uuid and date-time.
 */
final class HerokuSchema {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private final JsonNode root;
    private final Map<Pattern, JsonNode> byPath = new LinkedHashMap<>();
    /** What may stand behind a question mark. */
    private final Map<Pattern, JsonNode> queries = new LinkedHashMap<>();
    /** Of the methods other than GET: what a request must carry, by method and path. */
    private final Map<String, Map<Pattern, JsonNode>> bodies = new LinkedHashMap<>();

    private HerokuSchema(JsonNode root) {
        this.root = root;
    }

    /** The Platform API: its links pair a path with the schema of the answer. */
    static HerokuSchema platform() throws IOException {
        HerokuSchema schema = new HerokuSchema(read("heroku-platform-api.schema.json"));
        for (JsonNode definition : schema.root.path("definitions")) {
            for (JsonNode link : definition.path("links")) {
                if (!link.path("method").asString("").equals("GET")) {
                    schema.bodies
                            .computeIfAbsent(link.path("method").asString(""), unused -> new LinkedHashMap<>())
                            .put(path(link.path("href").asString()), link.path("schema"));
                } else {
                    JsonNode target = link.path("targetSchema");
                    boolean list = link.path("rel").asString("").equals("instances");
                    JsonNode shape = !target.isMissingNode()
                            ? target
                            : list
                                    ? JSON.createObjectNode()
                                            .put("type", "array")
                                            .set("items", definition)
                                    : definition;
                    schema.byPath.putIfAbsent(path(link.path("href").asString()), shape);
                    schema.queries.put(
                            path(link.path("href").asString()),
                            link.path("schema").path("properties"));
                }
            }
        }
        return schema;
    }

    /** The Data API: routes with the schema of each response. */
    static HerokuSchema data() throws IOException {
        HerokuSchema schema = new HerokuSchema(read("heroku-data-api.schema.json"));
        schema.root
                .properties()
                .forEach(route -> schema.byPath.put(
                        path(route.getKey().substring("GET ".length())),
                        route.getValue().path("responses").path("200")));
        return schema;
    }

    /** What the answer to a path must look like; empty when Heroku publishes nothing about it. */
    Optional<JsonNode> of(String path) {
        return byPath.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether Heroku knows that part of a query, and that value of it. */
    boolean takes(String path, String name, String value) {
        return queries.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).matches())
                .map(entry -> entry.getValue().path(name))
                .anyMatch(shape -> !shape.isMissingNode()
                        && differences(shape, JSON.getNodeFactory().stringNode(value))
                                .isEmpty());
    }

    /** What a request of that method and path must carry; empty when Heroku knows no such request. */
    Optional<JsonNode> bodyOf(String method, String path) {
        return bodies.getOrDefault(method, Map.of()).entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Everything in which a value differs from its schema. */
    List<String> differences(JsonNode schema, JsonNode value) {
        List<String> differences = new ArrayList<>();
        check("", schema, value, differences);
        return differences;
    }

    private void check(String at, JsonNode referring, JsonNode value, List<String> differences) {
        JsonNode schema = resolve(referring);
        JsonNode choices = schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
        if (!choices.isMissingNode()) {
            boolean any = false;
            for (JsonNode choice : choices) {
                List<String> tried = new ArrayList<>();
                check(at, choice, value, tried);
                any |= tried.isEmpty();
            }
            if (!any && !nullable(schema, value)) {
                differences.add(at + " is none of the alternatives");
            }
            return;
        }
        if (!hasType(schema.path("type"), value)) {
            differences.add(at + " is a " + value.getNodeType() + ", not " + schema.path("type"));
            return;
        }
        if (value.isString()) {
            text(at, schema, value.asString(), differences);
        } else if (value.isObject()) {
            object(at, schema, value, differences);
        } else if (value.isArray() && schema.has("items")) {
            int index = 0;
            for (JsonNode element : value) {
                check(at + "/" + index++, schema.path("items"), element, differences);
            }
        }
    }

    private void object(String at, JsonNode schema, JsonNode value, List<String> differences) {
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asString())) {
                differences.add(at + " lacks " + required.asString());
            }
        }
        JsonNode properties = schema.path("properties");
        boolean closed = schema.path("strictProperties").asBoolean(false)
                || schema.has("additionalProperties")
                        && !schema.path("additionalProperties").asBoolean(true);
        value.properties().forEach(entry -> {
            String name = entry.getKey();
            String place = at + "/" + name;
            Optional<JsonNode> byPattern = schema.path("patternProperties").properties().stream()
                    .filter(pattern ->
                            Pattern.compile(pattern.getKey()).matcher(name).find())
                    .map(Map.Entry::getValue)
                    .findFirst();
            if (properties.has(name)) {
                check(place, properties.path(name), entry.getValue(), differences);
            } else if (byPattern.isPresent()) {
                check(place, byPattern.get(), entry.getValue(), differences);
            } else if (closed && (!properties.isEmpty() || schema.has("patternProperties"))) {
                differences.add(place + " is not in the schema");
            }
        });
    }

    private static void text(String at, JsonNode schema, String value, List<String> differences) {
        JsonNode pattern = schema.path("pattern");
        if (pattern.isString()
                && !Pattern.compile(pattern.asString()).matcher(value).find()) {
            differences.add(at + " does not match " + pattern.asString());
        }
        String format = schema.path("format").asString("");
        boolean wrong = format.equals("uuid") && !UUID.matcher(value).matches()
                || format.equals("date-time") && !DATE_TIME.matcher(value).matches();
        if (wrong) {
            differences.add(at + " is no " + format);
        }
        boolean listed = !schema.has("enum");
        for (JsonNode allowed : schema.path("enum")) {
            listed |= allowed.asString("").equals(value);
        }
        if (!listed) {
            differences.add(at + " is not one of " + schema.path("enum"));
        }
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        while (resolved.has("$ref")) {
            resolved = root.at(resolved.path("$ref").asString().substring(1));
        }
        return resolved;
    }

    private static boolean nullable(JsonNode schema, JsonNode value) {
        return value.isNull() && schema.has("type") && hasType(schema.path("type"), value);
    }

    private static boolean hasType(JsonNode types, JsonNode value) {
        if (types.isMissingNode()) {
            return true;
        }
        if (types.isString()) {
            return isOf(types.asString(), value);
        }
        for (JsonNode type : types) {
            if (isOf(type.asString(), value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "null" -> value.isNull();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
    }

    /** Variables are {@code {(%23%2Fdefinitions…)}}, {@code :name} or {@code {name}}. */
    private static Pattern path(String template) {
        String[] parts = template.split("\\{[^}]*}|:\\w+", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            regex.append("[^/?]+").append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(regex.toString());
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = HerokuSchema.class.getResourceAsStream("schema/" + name)) {
            return JSON.readTree(in);
        }
    }
}
