export { AssemblyError } from './assembly/assembly-error';
export { TemplateError } from './cloudformation/template-error';
export { emulatedFeatures, type EmulatedFeatures } from './emulated-features';
export type { DescribedMember } from './features/describe-schema';
export type { ResourceTypeFeatures, ServiceFeatures } from './features/service-features';
export { hostLackOf } from './kernel/host-lack';
export { NotEmulated } from './kernel/not-emulated';
export type { FailedInvocation } from './lambda/failed-invocation';
export { makePlan, type PlanOptions, type ScenarioPlan } from './make-plan';
export type { OutsideCall, SentMessage, TimelineEntry } from './observation';
export type { ObservedDeployment } from './observed-deployment';
export type { HowFar } from './play-step';
export type { RehearsalPlan, RehearsalStep } from './rehearsal-plan';
export { rehearse, type OnProgress, type RehearsalResult } from './rehearse';
export type { Command, CommandResult } from './run-command';
export type { FailedStack, ReleaseObservation, ReleaseOutcome, RequestCount, Unshifted } from './release-observation';
export type { StackObservation } from './stack-observation';
export { UnknownName } from './unknown-name';
export { parseScenario, parseTrafficRequests } from './scenario/parse-scenario';
export type { CommandExpectation, Scenario, ScenarioExpectation, TrafficRequest } from './scenario/scenario';
export { ScenarioError } from './scenario/scenario-error';

/**
 * For the command line, which says the line of each problem in a file.
 *
 * @internal
 */
export { scenarioSchema, trafficRequestsSchema } from './scenario/scenario-schema';
