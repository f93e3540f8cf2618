export type { Prices } from '../domain/cost/prices';
export type { ContractGateProps } from './gates/contract-gate';
export type { ExpectationProps } from './release/foreseen';
export type { FunctionGateProps } from './gates/function-gate';
export { Gate, type HealthGateProps, type IntegrationGateProps } from './gates/gate';
export type { CommonGateProps, RetryInconclusiveProps } from './gates/gate-settings';
export { GatedRelease } from './release/gated-release';
export type { GatedReleaseProps } from './release/gated-release-props';
export { GreenAlarms, type GreenAlarmsProps } from './release/green-alarms';
export {
  Judge,
  type BedrockJudgeProps,
  type FunctionJudgeProps,
  type JudgePrice,
  type ModelJudgeProps,
  type OpenAiJudgeProps,
} from './gates/judge';
export { Probe, type EventProbeProps, type HttpProbeProps } from './gates/probe';
export type { QualityGateProps } from './gates/quality-gate';
export { QualitySuite } from './gates/quality-suite';
export { Rate } from './release/rate';
export type { IReleasePlatform } from './platform/i-release-platform';
export { ReleasePlatform, type ReleasePlatformProps } from './platform/release-platform';
export { Suite } from './gates/suite';
export type { LoadRequest, SyntheticLoadGateProps } from './gates/synthetic-load-gate';
export { TrafficPlan, type SteppedTrafficProps } from './release/traffic-plan';
