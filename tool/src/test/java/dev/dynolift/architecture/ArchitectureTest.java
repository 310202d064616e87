package dev.dynolift.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each test is a rule of ARCHITECTURE.md, whose tables are the test data. */
class ArchitectureTest {

    private static final String ROOT = "dev.dynolift";
    private static final Pattern VAGUE_PACKAGE = Pattern.compile(".*\\.(utils?|commons?|impl|managers?|helpers?|misc)");
    private static final Pattern VAGUE_CLASS = Pattern.compile(".*(Utils?|Impl|Manager|Helper)");
    private static final Pattern SECRET_NAME = Pattern.compile(".*(password|passwd|token|secret|api_?key)");
    private static final Set<String> GENERIC_EXCEPTIONS =
            Set.of("java.lang.Throwable", "java.lang.Error", "java.lang.Exception", "java.lang.RuntimeException");
    private static final int LONGEST_FILE = 400;

    private static final Path REPOSITORY = Repository.root();
    private static final ArchitecturePage PAGE =
            ArchitecturePage.parse(Repository.read(REPOSITORY.resolve("ARCHITECTURE.md")));
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packages_of_the_code_are_the_packages_of_the_table() {
        Set<String> real = new TreeSet<>();
        CLASSES.forEach(javaClass -> real.add(shortName(javaClass)));
        assertThat(new TreeSet<>(PAGE.mayUse().keySet())).isEqualTo(real);
    }

    @Test
    void a_package_uses_only_what_the_table_says() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            Set<String> allowed = PAGE.mayUse().getOrDefault(shortName(javaClass), Set.of());
            for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean ours = target.getPackageName().startsWith(ROOT);
                if (ours && !shortName(target).equals(shortName(javaClass)) && !allowed.contains(shortName(target))) {
                    wrong.add(shortName(javaClass) + " uses " + shortName(target) + " (" + javaClass.getSimpleName()
                            + " → " + target.getSimpleName() + ")");
                }
            }
        }
        check("arrows", wrong);
    }

    @Test
    void there_are_no_package_cycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_terminal_and_the_commands_touch_the_standard_streams() {
        check("streams", accesses(outside("cli", "terminal"), access -> {
            String name = access.getTarget().getName();
            boolean stream = isOn(access, System.class) && (name.equals("out") || name.equals("err"));
            boolean trace = access.getTarget().getFullName().endsWith(".printStackTrace()");
            return stream || trace || isOn(access, System.class) && name.equals("console");
        }));
    }

    @Test
    void only_the_commands_end_the_process_or_read_its_environment() {
        check("process", accesses(outside("cli"), access -> {
            String name = access.getTarget().getName();
            boolean ends = name.equals("exit") || name.equals("halt");
            return isOn(access, System.class) && (ends || name.equals("getenv")) || isOn(access, Runtime.class) && ends;
        }));
    }

    @Test
    void no_text_field_is_a_secret() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            for (JavaField field : javaClass.getFields()) {
                String name = field.getName().toLowerCase(Locale.ROOT);
                boolean text = field.getRawType().isAssignableTo(CharSequence.class);
                if (text && SECRET_NAME.matcher(name).matches()) {
                    wrong.add(field.getFullName());
                }
            }
        }
        check("secret-fields", wrong);
    }

    @Test
    void names_say_what_a_thing_is() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            if (VAGUE_PACKAGE.matcher(javaClass.getPackageName()).matches()
                    || VAGUE_CLASS.matcher(javaClass.getSimpleName()).matches()) {
                wrong.add(javaClass.getName());
            }
        }
        check("names", wrong);
    }

    @Test
    void files_are_short_enough_to_be_read() {
        Set<String> wrong = new TreeSet<>();
        for (Path file : Repository.javaFiles("src")) {
            if (Repository.read(file).lines().count() > LONGEST_FILE) {
                wrong.add(REPOSITORY.relativize(file).toString());
            }
        }
        check("file-size", wrong);
    }

    @Test
    void every_main_package_says_what_it_is_for() {
        Set<String> wrong = new TreeSet<>();
        for (Path file : Repository.javaFiles("src/main/java")) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info) || !isComplete(Repository.read(info))) {
                wrong.add(REPOSITORY.relativize(info).toString());
            }
        }
        check("package-info", wrong);
    }

    @Test
    void nobody_throws_a_generic_exception() {
        check("generic-exceptions", accesses(alwaysTrue(), access -> {
            boolean made = access.getTarget().getName().equals("<init>")
                    && GENERIC_EXCEPTIONS.contains(access.getTargetOwner().getName());
            return made && !access.getOriginOwner().isAssignableTo(Throwable.class);
        }));
    }

    @Test
    void every_exception_names_a_rule_and_a_reason() {
        String text = Repository.read(REPOSITORY.resolve("ARCHITECTURE.md"));
        assertThat(PAGE.exemptions())
                .allSatisfy(exemption -> assertThat(exemption.why()).isNotEmpty())
                .allSatisfy(exemption -> assertThat(text).contains("\n| `" + exemption.rule() + "` | "))
                .extracting(ArchitecturePage.Exemption::rule)
                .doesNotContain("packages", "cycles");
    }

    /** Fails unless the violations are exactly the exceptions that the page names for the rule. */
    private static void check(String rule, Set<String> violations) {
        Set<String> exempt = PAGE.exempt(rule);
        Set<String> needed = new HashSet<>();
        Set<String> wrong = violations.stream()
                .filter(violation -> exempt.stream()
                        .filter(where -> violation.equals(where)
                                || violation.startsWith(where + " ")
                                || violation.startsWith(where + "$"))
                        .filter(where -> needed.add(where) || needed.contains(where))
                        .findAny()
                        .isEmpty())
                .collect(toCollection(TreeSet::new));
        assertThat(wrong).as("broken rule `%s` of ARCHITECTURE.md", rule).isEmpty();
        assertThat(exempt).as("exceptions of ARCHITECTURE.md to `%s`", rule).isSubsetOf(needed);
    }

    /** Uses of a method, constructor or field, as "class at file:line: description". */
    private static Set<String> accesses(
            Predicate<? super JavaClass> classes, Predicate<? super JavaAccess<?>> accesses) {
        Set<String> found = new TreeSet<>();
        for (JavaClass javaClass : CLASSES) {
            if (classes.test(javaClass)) {
                for (JavaAccess<?> access : javaClass.getAccessesFromSelf()) {
                    if (accesses.test(access)) {
                        found.add(javaClass.getName() + " (line " + access.getLineNumber() + ": "
                                + access.getTarget().getFullName() + ")");
                    }
                }
            }
        }
        return found;
    }

    private static Predicate<JavaClass> outside(String... packages) {
        return javaClass -> !List.of(packages).contains(shortName(javaClass));
    }

    private static boolean isOn(JavaAccess<?> access, Class<?> type) {
        return access.getTargetOwner().isEquivalentTo(type);
    }

    private static String shortName(JavaClass javaClass) {
        String name = javaClass.getPackageName();
        return name.length() > ROOT.length() ? name.substring(ROOT.length() + 1) : "";
    }

    private static boolean isComplete(String packageInfo) {
        return packageInfo.startsWith("/**") && packageInfo.contains("@NullMarked\npackage ");
    }
}
