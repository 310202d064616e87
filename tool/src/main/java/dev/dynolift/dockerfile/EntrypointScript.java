package dev.dynolift.dockerfile;

import dev.dynolift.market.BuildpackVariables;
import dev.dynolift.market.BuildpackVariables.BuildpackVariable;
import dev.dynolift.market.DynoMetadata;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.VariablePlan;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code entrypoint.sh}: what Heroku does before it starts a process, by the shell that it has there: bash. */
final class EntrypointScript {

    private static final Set<String> BUILDPACK_NAMES = Stream.of("ruby", "nodejs", "python")
            .flatMap(language -> BuildpackVariables.of(language).stream())
            .map(BuildpackVariable::name)
            .collect(Collectors.toSet());

    private EntrypointScript() {}

    static String text(AppPlan app) {
        List<VariablePlan> defaults = app.variables().stream()
                .filter(variable -> BUILDPACK_NAMES.contains(variable.name()))
                .sorted(Comparator.comparing(VariablePlan::name))
                .toList();
        StringBuilder script = new StringBuilder("""
                #!/bin/bash
                # What Heroku does before it starts a process: the buildpack's defaults, then the app's own .profile.
                # A single program then takes this one's place, so that it receives SIGTERM itself.
                # As on Heroku, a command of .profile that fails stops nothing.
                """);
        if (!defaults.isEmpty()) {
            script.append("\n# A setting of the app wins over these.\n");
        }
        for (VariablePlan variable : defaults) {
            script.append("export ")
                    .append(variable.name())
                    .append("=\"${")
                    .append(variable.name())
                    .append(":-")
                    .append(escaped(variable.value().value()))
                    .append("}\"\n");
        }
        if (app.variables().stream().anyMatch(variable -> variable.name().equals(DynoMetadata.DYNO.name()))) {
            script.append("""

                    # The process type is said by its task; the number tells tasks apart, by the name of its machine.
                    if [ -n "${DYNO:-}" ]; then
                        export DYNO="$DYNO.$(uname -n | cksum | cut -d ' ' -f 1)"
                    fi
                    """);
        }
        return script.append("""

                        # These files may set arguments and options of the shell, which are not the command's.
                        readonly asked_for=("$@")
                        # shellcheck disable=SC1090 # the app's own files, which are not here
                        for file in ./.profile.d/*.sh ./.profile; do
                            if [ -r "$file" ]; then
                                . "$file"
                            fi
                        done
                        set +eu
                        set -- "${asked_for[@]}"

                        if [ "$#" -eq 0 ]; then
                            echo "entrypoint.sh: there is no command to run" >&2
                            exit 64
                        fi
                        # Heroku sends SIGTERM to every process; here only the first one gets it. A line of more than one program
                        # (a | b, a && b) therefore runs in a group of its own, which is told as a whole and waited for.
                        stand_by() {
                            told=''
                            # What is started beside a shell does not get the shell's input by itself.
                            exec 3<&0
                            setsid "$@" <&3 3<&- &
                            group=$!
                            exec 3<&-
                            trap 'told=yes; kill -TERM "-$group" 2>/dev/null || kill -TERM "$group"' TERM INT HUP
                            status=0
                            wait "$group" || status=$?
                            while [ -n "$told" ] && kill -0 "-$group" 2>/dev/null; do
                                sleep 0.2
                            done
                            exit "$status"
                        }

                        if [ "$1" = /bin/sh ] && [ "${2:-}" = -c ]; then
                            # Tasks ask for the shell that every image has; lines of a Procfile are written for Heroku's.
                            shift
                            set -- /bin/bash "$@"
                            case ${3:-} in
                                *';'* | *'&'* | *'|'*) stand_by "$@" ;;
                                'exec '* | *=*' exec '*) ;;
                                *) stand_by "$@" ;;
                            esac
                        fi
                        exec "$@"
                        """).toString();
    }

    /** Inside double quotes and braces. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("$", "\\$")
                .replace("`", "\\`")
                .replace("}", "\\}");
    }
}
