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
            new CertificateExpires(),
            new CertificateFailing(),
            new CertificateOwn(),
            new CertificateSelfSigned(),
            new ConfigFileOnlyInSlug(),
            new ConnectionPooling(),
            new DatabaseBackups(),
            new DatabaseCredentials(),
            new DatabaseFollower(),
            new DatabaseLinks(),
            new DatabaseMaintenanceDue(),
            new DatabaseShared(),
            new DatabaseVersionOld(),
            new DeploysFromGithub(),
            new DynoSleeps(),
            new FilesOnDisk(),
            new FirGeneration(),
            new HerokuDomain(),
            new HerokuHostInCode(),
            new HerokuSettingInCode(),
            new JobsInKeyValueStore(),
            new JobsMayBeEvicted(),
            new KafkaTopics(),
            new KeyspaceEvents(),
            new LoadUnknown(),
            new LogDrains(),
            new MaintenanceOn(),
            new MemoryExceeded(),
            new PipelineAppNotAudited(),
            new PrivateSpace(),
            new ProcessSwitchedOff(),
            new ProcfileDiffers(),
            new PumaKeepAlive(),
            new RequestsTimeOut(),
            new ReviewApps(),
            new RubyVersionUnknown(),
            new ScalesByItself(),
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
            new Webhooks(),
            new WritersDuringMaintenance());

    private Rules() {}

    /** What all of them find. */
    public static List<Finding> check(Inventory inventory) {
        return ALL.stream().flatMap(rule -> rule.check(inventory)).toList();
    }
}
