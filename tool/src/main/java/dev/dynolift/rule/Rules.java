package dev.dynolift.rule;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import java.util.List;

/** All rules, by name. A new rule is one file and a line here. */
public final class Rules {

    /** Every rule there is. */
    public static final List<Rule> ALL = List.of(
            new AddonNotReady(),
            new AddonUnknown(),
            new AddressInCode(),
            new CertificateByHeroku(),
            new CertificateFailing(),
            new ConnectionPooling(),
            new DatabaseFollower(),
            new DatabaseShared(),
            new DatabaseVersionOld(),
            new DynoSleeps(),
            new FilesOnDisk(),
            new HerokuDomain(),
            new HerokuHostInCode(),
            new HerokuSettingInCode(),
            new JobsInKeyValueStore(),
            new JobsMayBeEvicted(),
            new LogDrains(),
            new MaintenanceOn(),
            new PipelineAppNotAudited(),
            new PrivateSpace(),
            new ProcessSwitchedOff(),
            new ProcfileDiffers(),
            new PumaKeepAlive(),
            new ReviewApps(),
            new RubyVersionUnknown(),
            new SecretInCode(),
            new SecretOnlyInSlug(),
            new SessionAffinity(),
            new SettingBraces(),
            new SettingEmpty(),
            new SettingLarge(),
            new SettingMasked(),
            new ShutdownTooLong(),
            new StackDeprecated(),
            new StackEnded(),
            new TlsNotVerified(),
            new UploadsOnDisk(),
            new WebSockets(),
            new WritersDuringMaintenance());

    private Rules() {}

    /** What all of them find. */
    public static List<Finding> check(Inventory inventory) {
        return ALL.stream().flatMap(rule -> rule.check(inventory)).toList();
    }
}
