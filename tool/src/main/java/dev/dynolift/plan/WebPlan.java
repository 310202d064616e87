package dev.dynolift.plan;

/**
 * How requests reach a service: load balancer, health check and time limits. Times are whole seconds.
 *
 * @param port that the container listens on and {@code PORT} says
 * @param healthCheckPath answers with 200 to 399
 * @param healthCheckGraceSeconds a task may take this long to boot
 * @param idleTimeoutSeconds the load balancer cuts a silent connection after this, 1 to 4000
 * @param deregistrationDelaySeconds a stopping task may finish its requests for this long
 * @param stickySessions whether a visitor stays with one task
 * @param redirectHttp whether plain HTTP is sent on to HTTPS
 */
public record WebPlan(
        Choice<Integer> port,
        Choice<String> healthCheckPath,
        Choice<Integer> healthCheckGraceSeconds,
        Choice<Integer> idleTimeoutSeconds,
        Choice<Integer> deregistrationDelaySeconds,
        Choice<Boolean> stickySessions,
        Choice<Boolean> redirectHttp) {}
