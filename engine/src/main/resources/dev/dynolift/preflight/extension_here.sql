-- What the target can do about an extension: the version that it would get or has, whether the source's version is to be
-- had, whether it is installed, and whether our role may install it. Amazon's master user may install whatever is
-- offered, within the parameter rds.allowed_extensions.
SELECT COALESCE(a.installed_version, a.default_version) AS version,
       EXISTS (SELECT FROM pg_available_extension_versions v WHERE v.name = a.name AND v.version = :'version') AS same,
       a.installed_version IS NOT NULL AS installed,
       (SELECT rolsuper FROM pg_roles WHERE rolname = session_user)
           OR EXISTS (SELECT FROM pg_roles r WHERE r.rolname = 'rds_superuser' AND pg_has_role(r.oid, 'MEMBER'))
           OR EXISTS (SELECT FROM pg_available_extension_versions v
                       WHERE v.name = a.name AND v.version = a.default_version AND (v.trusted OR NOT v.superuser))
           AS may_install,
       COALESCE(current_setting('rds.allowed_extensions', true), '*') IN ('*', '')
           OR a.name = ANY (string_to_array(replace(current_setting('rds.allowed_extensions', true), ' ', ''), ','))
           AS allowed
  FROM pg_available_extensions a
 WHERE a.name = :'extension';
