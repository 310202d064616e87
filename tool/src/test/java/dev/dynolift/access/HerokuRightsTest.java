package dev.dynolift.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HerokuRightsTest {

    /** In a team with a contract: permission by permission. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "view                       | VIEWER",
                "view deploy                | DEPLOYER",
                "view operate               | OPERATOR",
                "view deploy operate        | DEPLOYER OPERATOR",
                "view deploy operate manage | DEPLOYER OPERATOR BREAK_GLASS"
            })
    void permissions_decide_where_there_are_any(String permissions, String roles) {
        for (String role : List.of("admin", "member", "collaborator")) {
            assertThat(HerokuRights.roles(role, List.of(permissions.split(" "))))
                    .containsExactlyElementsOf(roles(roles));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "owner, DEPLOYER OPERATOR BREAK_GLASS",
        "admin, DEPLOYER OPERATOR BREAK_GLASS",
        "member, DEPLOYER OPERATOR",
        "collaborator, DEPLOYER OPERATOR",
        "viewer, VIEWER",
        "a role that Heroku has not had yet, VIEWER"
    })
    void elsewhere_the_role_does(String role, String roles) {
        assertThat(HerokuRights.roles(role, List.of())).containsExactlyElementsOf(roles(roles));
    }

    @Test
    void an_unknown_permission_gives_no_more_than_to_look() {
        assertThat(HerokuRights.roles("member", List.of("view", "teleport"))).containsExactly(Role.VIEWER);
    }

    private static List<Role> roles(String words) {
        return List.of(words.split(" ")).stream().map(Role::valueOf).toList();
    }
}
