import type { RehearsalPlan } from 'sluice/rehearsal';

export type Fault = NonNullable<RehearsalPlan['faults']>[number];

const FUNCTIONS = [
  'Platform/BeforeTrafficHook',
  'Platform/AfterTrafficHook',
  'Platform/ReleaseOpener',
  'Platform/GateAsker',
  'Platform/ReleaseDecider',
  'Platform/LastResort',
  'Platform/Closer',
  'Platform/Reconciler',
] as const;
const FUNCTION_KINDS = ['crash', 'hang', 'slow', 'throttle', 'garbage', 'denied', 'duplicate', 'late'] as const;

const APIS = [
  'codedeploy:GetDeployment',
  'codedeploy:ListDeploymentTargets',
  'codedeploy:PutLifecycleEventHookExecutionStatus',
  'codedeploy:ListDeployments',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:Query',
  'sns:Publish',
  'states:StartExecution',
  'ssm:GetParameter',
  's3:GetObject',
  'sts:AssumeRole',
] as const;
const API_KINDS = ['crash', 'hang', 'slow', 'garbage', 'throttle', 'denied', 'duplicate', 'late'] as const;

const RULES = ['Platform/DeploymentEnded', 'Platform/GateRun/Broke', 'Platform/Reconciler'] as const;
const RULE_KINDS = ['lost', 'duplicate'] as const;

/** How many calls a fault hits. However bad it gets, it gets better in the end. */
const TIMES = [1, 1, 2, 3, 6, 12] as const;
/** In milliseconds: within and beyond what functions and states wait. */
const DELAYS = [1_000, 45_000, 120_000, 1_200_000] as const;

/** One to three things that go wrong with a release. */
export function drawFaults(draw: () => number): readonly Fault[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const occasion = () => (draw() < 0.3 ? { call: 1 + Math.floor(draw() * 4) } : { times: pick(TIMES) });
  const one = (): Fault => {
    const which = draw();
    if (which < 0.4) {
      return { on: 'function', id: pick(FUNCTIONS), kind: pick(FUNCTION_KINDS), delay: pick(DELAYS), ...occasion() };
    }
    if (which < 0.8) return { on: 'api', id: pick(APIS), kind: pick(API_KINDS), delay: pick(DELAYS), ...occasion() };
    if (which < 0.87) return { on: 'state-machine', id: 'GateRun', kind: 'crash', delay: pick(DELAYS), ...occasion() };
    return { on: 'rule', id: pick(RULES), kind: pick(RULE_KINDS), ...occasion() };
  };
  return Array.from({ length: 1 + Math.floor(draw() * 3) }, one);
}
