package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.workspace.Workspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AnswersOfWorkspaceTest {

    private static final URI HEROKU = URI.create("https://api.heroku.com");

    @TempDir
    Path folder;

    @Test
    void answers_to_one_account_are_no_answers_to_another() {
        answers(HEROKU, "one").keep(new HerokuAnswer("/apps/x", 200, Map.of(), new JsonMapper().readTree("{}")), "");

        assertThat(answers(HEROKU, "one").find("/apps/x")).isPresent();
        assertThat(answers(HEROKU, "other").find("/apps/x")).isEmpty();
        assertThat(answers(URI.create("http://127.0.0.1:5000"), "one").find("/apps/x"))
                .isEmpty();
    }

    private AnswersOfWorkspace answers(URI host, String account) {
        AnswersOfWorkspace answers = new AnswersOfWorkspace(new Workspace(folder), false);
        answers.belongTo(host, account);
        return answers;
    }
}
