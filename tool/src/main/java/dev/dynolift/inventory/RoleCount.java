package dev.dynolift.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How many people have the same rights.
 *
 * @param role "owner", "admin", "member", "collaborator"
 * @param permissions in one app: "view", "deploy", "operate", "manage"; empty where the role alone says what one may
 */
public record RoleCount(
        String role,
        int people,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> permissions) {

    public RoleCount {
        // Inventories of before they were read have none.
        permissions = permissions == null ? List.of() : List.copyOf(permissions);
    }

    public RoleCount(String role, int people) {
        this(role, people, List.of());
    }
}
