export type { Prices } from '../domain/cost/prices';
export type { ApprovalsGateProps } from './gates/approvals-gate';
export type { ChecklistGateProps } from './gates/checklist-gate';
export type { CiEvidenceGateProps } from './gates/ci-evidence-gate';
export type { ContractGateProps } from './gates/contract-gate';
export type { ExpectationProps } from './release/expectation';
export type { FreezeGateProps } from './gates/freeze-gate';
export type { FunctionGateProps } from './gates/function-gate';
export { Gate } from './gates/gate';
export type { CommonGateProps, RetryInconclusiveProps } from './gates/gate-settings';
export type { HealthGateProps } from './gates/health-gate';
export { Factor, Percent, PercentagePoints } from './gates/increase';
export type {
  ErrorRateGateProps,
  FailureRatioGateProps,
  InFlightGateProps,
  LatencyGateProps,
  ThrottlingGateProps,
} from './gates/in-flight-gates';
export type { IntegrationGateProps } from './gates/integration-gate';
export { Rule, type AboveBlueProps } from './gates/rule';
export { GatedRelease } from './release/gated-release';
export type { GatedReleaseProps } from './release/gated-release-props';
export { GreenAlarms, type GreenAlarmsProps } from './release/green-alarms';
export type { ReleaseTypeProps, ReleaseTypesProps } from './release/release-types';
export type { ReleaseAlarmProps } from './release/release-alarm-props';
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
export { OpenHours, type OfficeHoursProps, type WeeklyHoursProps } from './open-hours';
export { Calendar, type CalendarProps, type FileCalendarProps } from './platform/calendar';
export {
  Requirement,
  type AdoptionRequirementProps,
  type AloneRequirementProps,
  type ApprovalsRequirementProps,
  type CommonRequirementProps,
  type EvidenceRequirementProps,
  type FreezeRequirementProps,
  type GatesRequirementProps,
  type OfTypesProps,
} from './platform/requirement';
export { Channel } from './platform/channels/channel';
export type {
  CommonChannelProps,
  PagerDutyChannelProps,
  SlackChannelProps,
  SlackMentionProps,
  SlackWebhookProps,
  TeamsChannelProps,
  TeamsPerson,
  TopicChannelProps,
  WebhookChannelProps,
} from './platform/channels/channel-props';
export type { ChannelRouting } from './platform/channels/channel-routing';
export { ChannelSecret, type ManagedSecretProps, type ParameterSecretProps } from './platform/channels/channel-secret';
export { Rate } from './release/rate';
export type { IReleasePlatform } from './platform/i-release-platform';
export { ReleasePlatform, type NamedPlatformProps, type ReleasePlatformProps } from './platform/release-platform';
export { Gates, type StandardGatesProps } from './gates/standard-gates';
export { Suite } from './gates/suite';
export type { LoadRequest, SyntheticLoadGateProps } from './gates/synthetic-load-gate';
export { TrafficPlan, type SteppedTrafficProps } from './release/traffic-plan';
