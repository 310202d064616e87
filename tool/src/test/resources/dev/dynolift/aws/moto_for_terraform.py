"""AWS on this machine for the real Terraform: moto's server, with what the AWS provider asks for and moto lacks.

Test code and nothing else. Where moto forgets what it was sent, these patches make it send the same back. A second
`terraform plan` that finds nothing to change therefore proves that our files are stable under this emulator. It does not
prove that AWS behaves so.

The patches reach into the insides of one version of moto. With another one, or none, this says so and ends with code 3.

    python3 moto_for_terraform.py -H 127.0.0.1 -p 5610
"""

import hashlib
import importlib.metadata
import json
import os
import sys

MOTO = "5.2.1"

try:
    found = importlib.metadata.version("moto")
except importlib.metadata.PackageNotFoundError:
    found = "none"
if found != MOTO:
    print(f"moto {MOTO} is needed, and there is {found}: pip install 'moto[server]=={MOTO}'")
    sys.exit(3)

# Before moto is imported, as it reads them then.
os.environ.setdefault("MOTO_ACM_VALIDATION_WAIT", "0")
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.cloudtrail.models import CloudTrailBackend
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import camelcase_to_underscores
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.models import CacheCluster, ElastiCacheBackend, ReplicationGroup
from moto.elasticache.responses import ElastiCacheResponse
from moto.rds.models import DBParameterGroup, RDSBackend
from moto.server import main


def patched(owner, name):
    """Puts a function in the place of a method; it gets the method that was there as its first argument."""

    def put(function):
        original = getattr(owner, name, None)
        setattr(owner, name, lambda self, *args, **named: function(original, self, *args, **named))
        return function

    return put


# ---- every service --------------------------------------------------------------------------------------------------


@patched(BaseResponse, "call_action")
def refuse_what_is_unknown(original, self):
    """An action that moto lacks is refused at once. With its own code 500 the provider tries for minutes."""
    try:
        return original(self)
    except NotImplementedError as unknown:
        headers = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-errortype": "UnknownOperationException"}
        return 400, headers, json.dumps({"__type": "UnknownOperationException", "message": str(unknown)})


# ---- CloudTrail -----------------------------------------------------------------------------------------------------


@patched(CloudTrailBackend, "start_logging")
def started_by_its_arn(original, self, name):
    """Terraform names a trail by its ARN, which moto does not look for."""
    return original(self, name.split("/")[-1])


@patched(CloudTrailBackend, "stop_logging")
def stopped_by_its_arn(original, self, name):
    """As with its start."""
    return original(self, name.split("/")[-1])


# ---- ECS ------------------------------------------------------------------------------------------------------------

SERVICE_PARAMETERS = {
    "availabilityZoneRebalancing": "availability_zone_rebalancing",
    "capacityProviderStrategy": "capacity_provider_strategy",
    "deploymentConfiguration": "deployment_configuration",
    "enableECSManagedTags": "enable_ecs_managed_tags",
    "enableExecuteCommand": "enable_execute_command",
    "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
}


def echo_service(original, self):
    """Keeps parameters of a service that moto drops, and lets as many tasks run as are wanted."""
    answer = original(self)
    service = answer.result["service"]
    parameters = self._get_params()
    for name, attribute in SERVICE_PARAMETERS.items():
        if name in parameters:
            setattr(service, name, parameters[name])
            setattr(service, attribute, parameters[name])
    service.running_count = service.desired_count
    service.pending_count = 0
    for deployment in service.deployments:
        deployment["desiredCount"] = deployment["runningCount"] = service.desired_count
        deployment["pendingCount"] = 0
        deployment["rolloutState"] = "COMPLETED"
    return answer


patched(EC2ContainerServiceResponse, "create_service")(echo_service)
patched(EC2ContainerServiceResponse, "update_service")(echo_service)


# ---- Application Auto Scaling: tags ---------------------------------------------------------------------------------

scaling_tags = {}


@patched(ApplicationAutoScalingResponse, "register_scalable_target")
def register_with_tags(original, self):
    answer = original(self)
    scaling_tags.setdefault(json.loads(answer)["ScalableTargetARN"], {}).update(json.loads(self.body).get("Tags") or {})
    return answer


def scaling_tags_of(original, self):
    request = json.loads(self.body)
    tags = scaling_tags.setdefault(request["ResourceARN"], {})
    tags.update(request.get("Tags") or {})
    for key in request.get("TagKeys") or []:
        tags.pop(key, None)
    return json.dumps({"Tags": tags})


for action in ("list_tags_for_resource", "tag_resource", "untag_resource"):
    patched(ApplicationAutoScalingResponse, action)(scaling_tags_of)


# ---- RDS ------------------------------------------------------------------------------------------------------------


@patched(DBParameterGroup, "update_parameters")
def parameters_of_a_user(original, self, parameters):
    """The provider reads those parameters alone whose source is a user."""
    original(self, [{**parameter, "Source": "user"} for parameter in parameters])


@patched(RDSBackend, "create_db_instance")
def instance_with_performance_insights(original, self, wanted):
    """Keeps what moto drops, and gives each instance an id of its own, by which the provider looks for it."""
    instance = original(self, wanted)
    instance.dbi_resource_id = "db-" + hashlib.sha256(instance.arn.encode()).hexdigest()[:26].upper()
    enabled = wanted.get("enable_performance_insights")
    if enabled is not None:
        instance.performance_insights_enabled = str(enabled).lower() == "true"
    days = wanted.get("performance_insights_retention_period")
    if days is not None:
        instance.performance_insights_retention_period = int(days)
    return instance


# ---- ElastiCache ----------------------------------------------------------------------------------------------------


class CacheParameterGroup:
    """Moto has none."""

    def __init__(self, name, family, description, arn):
        self.cache_parameter_group_name = name
        self.cache_parameter_group_family = family
        self.description = description
        self.is_global = False
        self.arn = arn
        self.values = {}


def cache_parameter_groups(response):
    backend = response.elasticache_backend
    if not hasattr(backend, "parameter_groups_by_name"):
        backend.parameter_groups_by_name = {}
    return backend.parameter_groups_by_name


def cache_parameter_group(response):
    name = response._get_param("CacheParameterGroupName")
    groups = cache_parameter_groups(response)
    if name not in groups:
        raise ElastiCacheException("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
    return groups[name]


@patched(ElastiCacheResponse, "create_cache_parameter_group")
def create_cache_parameter_group(original, self):
    name = self._get_param("CacheParameterGroupName")
    arn = f"arn:aws:elasticache:{self.region}:{self.current_account}:parametergroup:{name}"
    family = self._get_param("CacheParameterGroupFamily")
    group = CacheParameterGroup(name, family, self._get_param("Description", ""), arn)
    cache_parameter_groups(self)[name] = group
    self.elasticache_backend.tagging_service.tag_resource(arn, self._get_param("Tags", []))
    return ActionResult({"CacheParameterGroup": group})


@patched(ElastiCacheResponse, "describe_cache_parameter_groups")
def describe_cache_parameter_groups(original, self):
    named = self._get_param("CacheParameterGroupName")
    groups = [cache_parameter_group(self)] if named else list(cache_parameter_groups(self).values())
    return ActionResult({"CacheParameterGroups": groups})


@patched(ElastiCacheResponse, "modify_cache_parameter_group")
def modify_cache_parameter_group(original, self):
    group = cache_parameter_group(self)
    for parameter in self._get_param("ParameterNameValues", []):
        group.values[parameter["ParameterName"]] = parameter["ParameterValue"]
    return ActionResult({"CacheParameterGroupName": group.cache_parameter_group_name})


@patched(ElastiCacheResponse, "describe_cache_parameters")
def describe_cache_parameters(original, self):
    values = cache_parameter_group(self).values.items()
    parameters = [{"ParameterName": name, "ParameterValue": value, "Source": "user"} for name, value in values]
    return ActionResult({"Parameters": parameters})


@patched(ElastiCacheResponse, "delete_cache_parameter_group")
def delete_cache_parameter_group(original, self):
    cache_parameter_groups(self).pop(self._get_param("CacheParameterGroupName"), None)
    return ActionResult({})


@patched(ElastiCacheResponse, "delete_cache_subnet_group")
def delete_cache_subnet_group(original, self):
    self.elasticache_backend.cache_subnet_groups.pop(self._get_param("CacheSubnetGroupName"), None)
    return ActionResult({})


@patched(ElastiCacheBackend, "list_tags_for_resource")
def tags_of_parameter_groups_too(original, self, arn):
    if ":parametergroup:" in arn:
        return self.tagging_service.list_tags_for_resource(arn)
    return original(self, arn)


@patched(ReplicationGroup, "_set_node_members_clusters_disabled")
def as_many_nodes_as_wanted(original, self, **named):
    """Moto counts copies alone; the provider says how many nodes there are in all."""
    nodes = named.get("num_cache_clusters") or 1
    if nodes > 1 and not named.get("replicas_per_node_group"):
        named["replicas_per_node_group"] = nodes - 1
    return original(self, **named)


@patched(CacheCluster, "__init__")
def cluster_with_its_groups_and_nodes(original, self, *args, **named):
    """Moto sends neither the security groups back nor where the nodes are."""
    original(self, *args, **named)
    self.security_groups = [{"SecurityGroupId": id, "Status": "active"} for id in self.security_group_ids]
    self.cache_nodes = [
        {
            "CacheNodeId": f"{number:04}",
            "CacheNodeStatus": "available",
            "CustomerAvailabilityZone": "us-east-1a",
            "Endpoint": {"Address": f"{self.cache_cluster_id}.{number:04}.use1.cache.amazonaws.com", "Port": self.port},
        }
        for number in range(1, (self.num_cache_nodes or 1) + 1)
    ]


@patched(ElastiCacheBackend, "describe_cache_clusters")
def describe_nodes_of_groups_too(original, self, cache_cluster_id=None):
    """The provider looks at a group's nodes, each of which is a cluster of its own."""
    for group in self.replication_groups.values():
        if cache_cluster_id in group.member_clusters:
            return [node_of(group, cache_cluster_id)]
    return original(self, cache_cluster_id)


def node_of(group, name):
    version = group.engine_version or "7.1"
    parameter_group = group.cache_parameter_group_name or f"default.{group.engine}{version.split('.')[0]}"
    return {
        "CacheClusterId": name,
        "CacheClusterStatus": "available",
        "ARN": group.arn.replace("replicationgroup:" + group.replication_group_id, "cluster:" + name),
        "Engine": group.engine,
        "EngineVersion": version if version.count(".") == 2 else version + ".0",
        "CacheNodeType": group.cache_node_type,
        "NumCacheNodes": 1,
        "ReplicationGroupId": group.replication_group_id,
        "CacheSubnetGroupName": group.cache_subnet_group_name,
        "PreferredMaintenanceWindow": group.preferred_maintenance_window or "sun:05:00-sun:06:00",
        "SnapshotRetentionLimit": group.snapshot_retention_limit,
        "SnapshotWindow": group.snapshot_window,
        "CacheParameterGroup": {"CacheParameterGroupName": parameter_group, "ParameterApplyStatus": "in-sync"},
        "SecurityGroups": [{"SecurityGroupId": id, "Status": "active"} for id in group.security_group_ids or []],
        "AutoMinorVersionUpgrade": True,
        "TransitEncryptionEnabled": group.transit_encryption_enabled,
        "AtRestEncryptionEnabled": group.at_rest_encryption_enabled,
    }


@patched(ElastiCacheBackend, "delete_replication_group")
def deleted_groups_go(original, self, *args, **named):
    """Moto leaves them behind, for ever being deleted."""
    group = original(self, *args, **named)
    self.replication_groups.pop(group.replication_group_id, None)
    return group


@patched(ElastiCacheBackend, "delete_cache_cluster")
def deleted_clusters_go(original, self, cache_cluster_id):
    """As with groups."""
    cluster = original(self, cache_cluster_id)
    self.cache_clusters.pop(cache_cluster_id, None)
    return cluster


if __name__ == "__main__":
    main()
