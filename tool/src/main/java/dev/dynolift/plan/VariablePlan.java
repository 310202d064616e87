package dev.dynolift.plan;

import java.util.ArrayList;
import java.util.List;

/** An environment variable whose value stands in the open: {@code PORT}, a default that the buildpack set. */
public record VariablePlan(String name, Choice<String> value) {

    /** All of a section; what looks like a secret is refused. */
    static List<VariablePlan> read(SectionReader section) {
        List<VariablePlan> variables = new ArrayList<>();
        for (String name : section.names()) {
            Choice<String> value = section.textChoice(name);
            WrittenSecrets.refuseIn(section, name, value);
            variables.add(new VariablePlan(name, value));
        }
        return variables;
    }
}
