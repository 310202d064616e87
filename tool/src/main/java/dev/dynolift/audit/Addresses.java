package dev.dynolift.audit;

/** Takes from an address what may be a login. */
final class Addresses {

    private Addresses() {}

    /** "https://user:token@github.com/a/b.git?token=1" is "https://github.com/a/b.git". Other text stays. */
    static String withoutLogin(String address) {
        return address.contains("://")
                ? address.replaceFirst("://[^/@\\s]*@", "://").replaceFirst("\\?.*", "")
                : address;
    }
}
