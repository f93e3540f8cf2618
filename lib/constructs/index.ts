export { Gate, type CommonGateProps, type HealthGateProps, type IntegrationGateProps } from './gate';
export { GatedRelease, type GatedReleaseProps } from './gated-release';
export { GreenAlarms, type GreenAlarmsProps } from './green-alarms';
export { Probe, type HttpProbeProps } from './probe';
export { ReleasePlatform, type IReleasePlatform, type ReleasePlatformProps } from './release-platform';
export { Suite } from './suite';
export { TrafficPlan, type SteppedTrafficProps } from './traffic-plan';
