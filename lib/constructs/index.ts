export type { Prices } from '../domain/cost/prices';
export type { ContractGateProps } from './contract-gate';
export type { ExpectationProps } from './foreseen';
export type { FunctionGateProps } from './function-gate';
export { Gate, type HealthGateProps, type IntegrationGateProps } from './gate';
export type { CommonGateProps, RetryInconclusiveProps } from './gate-settings';
export { GatedRelease, type GatedReleaseProps } from './gated-release';
export { GreenAlarms, type GreenAlarmsProps } from './green-alarms';
export {
  Judge,
  type BedrockJudgeProps,
  type FunctionJudgeProps,
  type JudgePrice,
  type ModelJudgeProps,
  type OpenAiJudgeProps,
} from './judge';
export { Probe, type EventProbeProps, type HttpProbeProps } from './probe';
export type { QualityGateProps } from './quality-gate';
export { QualitySuite } from './quality-suite';
export { Rate } from './rate';
export { ReleasePlatform, type IReleasePlatform, type ReleasePlatformProps } from './release-platform';
export { Suite } from './suite';
export type { LoadRequest, SyntheticLoadGateProps } from './synthetic-load-gate';
export { TrafficPlan, type SteppedTrafficProps } from './traffic-plan';
