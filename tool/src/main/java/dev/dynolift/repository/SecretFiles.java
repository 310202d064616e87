package dev.dynolift.repository;

import dev.dynolift.inventory.SecretFile;
import dev.dynolift.inventory.SecretFile.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for files that hold secrets. Looks at their names, never into them. */
final class SecretFiles {

    /** Read by dotenv, Figaro and their like, or a key by their name. */
    private static final List<String> USUAL = List.of(
            ".env",
            ".env.local",
            ".env.production",
            ".env.production.local",
            "config/application.yml",
            "config/local_env.yml",
            "config/settings/production.yml",
            "config/settings.local.yml",
            ".npmrc",
            ".netrc",
            "google-services.json",
            "service-account.json",
            "credentials.json",
            "id_rsa");

    private final Checkout checkout;
    private final GitIgnore ignore;
    private final List<SecretFile> files = new ArrayList<>();

    private SecretFiles(Checkout checkout) {
        this.checkout = checkout;
        this.ignore = new GitIgnore(checkout);
    }

    static List<SecretFile> of(Checkout checkout) {
        SecretFiles secrets = new SecretFiles(checkout);
        secrets.railsKeys();
        for (String file : USUAL) {
            boolean harmless =
                    file.equals(".npmrc") && !checkout.text(file).orElse("").contains("_authToken=");
            if (checkout.has(file) && !harmless) {
                secrets.add(file, null);
            } else if (file.equals("config/application.yml") && checkout.has(file + ".example")) {
                secrets.files.add(new SecretFile(file, null, State.MISSING));
            }
        }
        for (String ending : List.of(".pem", ".p12", ".pfx", ".p8", ".keystore", ".jks")) {
            checkout.sources(java.util.Set.of(ending)).stream()
                    .limit(10)
                    .filter(file -> !file.endsWith(".pem")
                            || checkout.text(file).orElse("").contains("PRIVATE KEY"))
                    .forEach(file -> secrets.add(file, null));
        }
        return List.copyOf(secrets.files);
    }

    /** Rails keeps credentials in encrypted files, whose keys git ignores. */
    private void railsKeys() {
        if (checkout.has("config/credentials.yml.enc") && !checkout.has("config/credentials/production.yml.enc")) {
            key("config/master.key", "RAILS_MASTER_KEY");
        } else if (checkout.has("config/credentials/production.yml.enc")) {
            key("config/credentials/production.key", "RAILS_MASTER_KEY");
        }
        if (checkout.has("config/secrets.yml.enc")) {
            key("config/secrets.yml.key", "RAILS_MASTER_KEY");
        }
    }

    private void key(String file, String setting) {
        if (checkout.has(file)) {
            add(file, setting);
        } else {
            files.add(new SecretFile(file, setting, State.MISSING));
        }
    }

    private void add(String file, @Nullable String setting) {
        files.add(new SecretFile(file, setting, ignore.ignores(file) ? State.IGNORED : State.COMMITTED));
    }
}
