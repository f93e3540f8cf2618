import { HOOK_PHASES, type HookPhase } from '../gate/phase';

/**
 * The function that CodeDeploy calls in a phase of a release. With this prefix the AWS managed roles for CodeDeploy on
 * Lambda may invoke it too (CodeDeploy User Guide, "Create a service role for CodeDeploy").
 */
export function hookFunctionName(platformName: string, phase: HookPhase): string {
  return `CodeDeployHook_sluice-${platformName}-${phase}`;
}

/** The phase that a hook function is for, by its name or its ARN, with a version or not; undefined for any other. */
export function phaseOfHook(functionArn: string): HookPhase | undefined {
  const phase = /(?:^|:)CodeDeployHook_sluice-.+?-(before-traffic|after-traffic)(?::[^:]+)?$/.exec(functionArn)?.[1];
  return HOOK_PHASES.find((one) => one === phase);
}

/** The platform that a hook function is of, by its name; undefined for a function that is no hook of ours. */
export function platformOfHook(functionName: string): string | undefined {
  return /^CodeDeployHook_sluice-(.+)-(?:before|after)-traffic$/.exec(functionName)?.[1];
}
