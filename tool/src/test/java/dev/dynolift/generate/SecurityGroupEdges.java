package dev.dynolift.generate;

import dev.dynolift.aws.MotoServer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Who may call whom in a network, as AWS itself lists it: one line a rule, by the names of the groups. */
final class SecurityGroupEdges {

    private static final String VERSION = "&Version=2016-11-15";

    private SecurityGroupEdges() {}

    /** The rules of one network: {@code to crema-main tcp 5432 from crema-web}. */
    static List<String> of(MotoServer aws, String region, String network) throws Exception {
        Map<String, String> names = new HashMap<>();
        for (Element group :
                items(aws.form(region, "ec2", "Action=DescribeSecurityGroups" + VERSION), "securityGroupInfo")) {
            if (text(group, "vpcId").equals(network)) {
                names.put(text(group, "groupId"), text(group, "groupName"));
            }
        }
        List<String> edges = new ArrayList<>();
        for (Element rule :
                items(aws.form(region, "ec2", "Action=DescribeSecurityGroupRules" + VERSION), "securityGroupRuleSet")) {
            String group = names.get(text(rule, "groupId"));
            if (group != null) {
                boolean out = text(rule, "isEgress").equals("true");
                edges.add((out ? "from " : "to ") + group + " " + traffic(rule) + (out ? " to " : " from ")
                        + otherSide(rule, names));
            }
        }
        return edges;
    }

    private static String traffic(Element rule) {
        String protocol = text(rule, "ipProtocol");
        String first = text(rule, "fromPort");
        String last = text(rule, "toPort");
        return protocol.equals("-1") ? "all" : protocol + " " + (first.equals(last) ? first : first + "-" + last);
    }

    private static String otherSide(Element rule, Map<String, String> names) {
        List<Element> groups = children(rule, "referencedGroupInfo").toList();
        if (!groups.isEmpty()) {
            String id = text(groups.get(0), "groupId");
            return names.getOrDefault(id, id);
        }
        return text(rule, "cidrIpv4") + text(rule, "cidrIpv6");
    }

    private static List<Element> items(String xml, String list) throws Exception {
        Element answer = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
        return children(answer, list)
                .flatMap(element -> children(element, "item"))
                .toList();
    }

    private static Stream<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast);
    }

    private static String text(Element parent, String name) {
        return children(parent, name).findFirst().map(Element::getTextContent).orElse("");
    }
}
