package dev.dynolift.repository;

import dev.dynolift.inventory.SecretFile;
import dev.dynolift.inventory.SecretFile.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for files that hold secrets: at their names, and for the line that every private key begins with. */
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

    /** Names that files with keys have; many more have one of these endings and hold none. */
    private static final Pattern OF_KEYS =
            Pattern.compile("(?:.*/)?(?:[\\w.-]+\\.(?:pem|key|p8|crt|cer|cert|asc|ppk|txt)"
                    + "|[\\w-]*(?:id_(?:rsa|dsa|ecdsa|ed25519)|_key|-key|private))");

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY");

    /** A token that stands there; one that a setting holds is no secret of the file's. */
    private static final Pattern NPM_TOKEN = Pattern.compile("_(?:authToken|auth|password)\\s*=\\s*[^\\s$]");

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
            boolean harmless = file.equals(".npmrc")
                    && !NPM_TOKEN.matcher(checkout.text(file).orElse("")).find();
            if (checkout.has(file) && !harmless) {
                secrets.add(file, null);
            } else if (file.equals("config/application.yml") && checkout.has(file + ".example")) {
                secrets.files.add(new SecretFile(file, null, State.MISSING));
            }
        }
        for (String ending : List.of(".p12", ".pfx", ".keystore", ".jks")) {
            checkout.sources(Set.of(ending)).stream().limit(10).forEach(file -> secrets.add(file, null));
        }
        checkout.sources(Set.of("")).stream()
                .filter(file -> OF_KEYS.matcher(file).matches())
                .filter(file ->
                        secrets.files.stream().noneMatch(known -> known.file().equals(file)))
                .filter(file ->
                        PRIVATE_KEY.matcher(checkout.source(file).orElse("")).find())
                .limit(20)
                .forEach(file -> secrets.add(file, null));
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
