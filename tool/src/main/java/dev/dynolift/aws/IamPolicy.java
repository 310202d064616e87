package dev.dynolift.aws;

import java.util.Arrays;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The policy that a login needs for an audit: every question that is asked, and nothing else. */
public final class IamPolicy {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private IamPolicy() {}

    /** The policy as AWS takes it. All actions are lists, for which AWS knows no narrower resource than all. */
    public static String json() {
        ObjectNode policy = JSON.createObjectNode();
        policy.put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.put("Sid", "DynoliftAudit").put("Effect", "Allow");
        ArrayNode actions = statement.putArray("Action");
        Arrays.stream(AwsRead.values())
                // What an estimate asks, and no audit.
                .filter(read -> read != AwsRead.PRODUCTS)
                .map(AwsRead::action)
                .sorted()
                .forEach(actions::add);
        statement.put("Resource", "*");
        return JSON.writeValueAsString(policy);
    }
}
