package dev.dynolift.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hand-written modules, as the real Terraform sees them: one at a time, without an AWS account. */
class TerraformModulesTest {

    private static final Path MODULES = Path.of("..", "terraform");

    @TempDir
    static Path folder;

    @BeforeAll
    static void copy_the_modules() throws IOException {
        TerraformCommand.copy(MODULES, folder);
    }

    @AfterAll
    static void let_go_of_the_plugins() throws IOException {
        TerraformCommand.unlinkPlugins(folder);
    }

    static List<String> modules() throws IOException {
        try (var folders = Files.list(MODULES)) {
            return folders.filter(Files::isDirectory)
                    .map(module -> module.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_file_is_formatted() {
        TerraformCommand.Result result = TerraformCommand.run(folder, "fmt", "-check", "-recursive", "-diff");
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void every_module_has_all_that_a_module_needs(String module) {
        for (String file : List.of("main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md")) {
            assertThat(folder.resolve(module).resolve(file)).isRegularFile();
        }
        assertThat(folder.resolve(module).resolve("tests")).isDirectoryContaining("glob:**.tftest.hcl");
    }

    /** Before the apply nobody knows a bucket's name, so a plan does not show its policy. */
    @ParameterizedTest
    @MethodSource("modules")
    void every_bucket_refuses_what_does_not_come_by_tls(String module) throws IOException {
        StringBuilder text = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder.resolve(module), "*.tf")) {
            for (Path file : files) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        assertThat(bucketsInTheClear(text.toString())).isEmpty();
    }

    @Test
    void a_bucket_in_the_clear_is_noticed() {
        String bucket = "resource \"aws_s3_bucket\" \"files\" {\n}\n";
        String policy = "resource \"aws_s3_bucket_policy\" \"files\" {\n  bucket = aws_s3_bucket.files.id\n"
                + "  Effect = \"Deny\"\n  Condition = { Bool = { \"aws:SecureTransport\" = \"false\" } }\n}\n";

        assertThat(bucketsInTheClear(bucket + policy)).isEmpty();
        assertThat(bucketsInTheClear(bucket)).containsExactly("files");
        assertThat(bucketsInTheClear(bucket + policy.replace("\"false\"", "\"true\"")))
                .containsExactly("files");
        assertThat(bucketsInTheClear(bucket + policy.replace(" \"files\" {", " \"others\" {")))
                .containsExactly("files");
    }

    private static List<String> bucketsInTheClear(String module) {
        List<String> blocks = List.of(module.split("\n(?=resource |data |locals |module )"));
        return blocks.stream()
                .filter(block -> block.strip().startsWith("resource \"aws_s3_bucket\" "))
                .map(block -> block.strip().split("\"", 5)[3])
                .filter(name -> blocks.stream()
                        .noneMatch(block -> block.strip()
                                        .startsWith("resource \"aws_s3_bucket_policy\" \"" + name + "\"")
                                && block.contains("\"Deny\"")
                                && block.matches("(?s).*Bool *= *\\{ *\"aws:SecureTransport\" *= *\"false\" *}.*")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void every_variable_and_output_says_what_it_is(String module) throws IOException {
        for (String file : List.of("variables.tf", "outputs.tf")) {
            for (String block :
                    Files.readString(folder.resolve(module).resolve(file)).split("\n(?=variable |output )")) {
                if (block.startsWith("variable ") || block.startsWith("output ")) {
                    assertThat(block).as(module + "/" + file).contains("  description = \"");
                }
                if (block.startsWith("variable ")) {
                    assertThat(block).as(module + "/" + file).containsPattern("\n  type +=");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void every_module_is_valid_and_passes_its_own_tests(String module) {
        Path place = folder.resolve(module);
        TerraformCommand.init(place);

        // The estate is made of all the others, so its validation is theirs; and a test validates first.
        if (module.equals("estate")) {
            TerraformCommand.Result validation = TerraformCommand.run(place, "validate", "-json");
            assertThat(validation.exitCode()).as(validation.output()).isZero();
            assertThat(validation.output()).contains("\"error_count\": 0", "\"warning_count\": 0");
        }

        TerraformCommand.Result tests = TerraformCommand.run(place, "test", "-no-color");
        assertThat(tests.exitCode()).as(tests.output()).isZero();
        assertThat(tests.output()).contains("Success!").doesNotContain("Success! 0 passed");
    }
}
