package dev.dynolift.aws;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of AWS's, which is XML or JSON depending on the service's age. */
final class AwsAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable Element xml;
    private final @Nullable JsonNode json;

    private AwsAnswer(@Nullable Element xml, @Nullable JsonNode json) {
        this.xml = xml;
        this.json = json;
    }

    /** Anything that is neither is an answer with nothing in it. */
    static AwsAnswer of(String body) {
        String text = body.strip();
        return text.startsWith("<") ? new AwsAnswer(xml(text), null) : new AwsAnswer(null, json(text));
    }

    /** Whether this is what that question is answered with: a proxy's page is not, nor is an empty body. */
    boolean isAnswerTo(AwsRead read) {
        if (xml != null) {
            String name = xml.getLocalName();
            return read.wire().form() != AwsRead.Wire.Form.JSON && name != null && name.startsWith(read.operation());
        }
        return read.wire().form() != AwsRead.Wire.Form.QUERY && json != null && json.isObject();
    }

    /** The texts of all fields of that name, wherever they are, in order. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (xml != null) {
            elements(name).forEach(element -> texts.add(element.getTextContent().strip()));
        } else if (json != null) {
            for (JsonNode value : json.findValues(name)) {
                if (value.isArray()) {
                    value.forEach(element -> texts.add(element.asString("")));
                } else {
                    texts.add(value.asString(""));
                }
            }
        }
        texts.removeIf(String::isEmpty);
        return texts;
    }

    /** The first text of that name; "" when there is none. */
    String text(String name) {
        List<String> texts = texts(name);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** The answers within each list of that name. */
    List<AwsAnswer> items(String list) {
        List<AwsAnswer> items = new ArrayList<>();
        for (Element element : elements(list)) {
            NodeList children = element.getChildNodes();
            for (int i = 0; i < children.getLength(); i++) {
                if (children.item(i) instanceof Element child) {
                    items.add(new AwsAnswer(child, null));
                }
            }
        }
        if (json != null) {
            json.findValues(list).forEach(values -> values.forEach(value -> items.add(new AwsAnswer(null, value))));
        }
        return items;
    }

    private List<Element> elements(String name) {
        List<Element> elements = new ArrayList<>();
        if (xml != null) {
            NodeList found = xml.getElementsByTagNameNS("*", name);
            for (int i = 0; i < found.getLength(); i++) {
                Node node = found.item(i);
                if (node instanceof Element element) {
                    elements.add(element);
                }
            }
        }
        return elements;
    }

    private static @Nullable Element xml(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (SAXException | java.io.IOException e) {
            return null;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java can read XML safely", e);
        }
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return null;
        }
    }
}
