import { beginning } from '../size/beginning';
import type { Reason } from '../gate/verdict';

/** Who decides in the place of gates and alarms, where a person does. */
export const BY_HAND = 'rollback';

/** What somebody says who puts a version back: a claim. Who it really was, CloudTrail knows. */
export interface HandClaim {
  readonly by: string;
  readonly because: string;
}

/** CodeDeploy API Reference, CreateDeployment: the `description` of a deployment. */
export const MOST_DESCRIPTION = 256;

/** A name is what has no colon. */
const NAME = /^[^:\s][^:]{0,63}$/;

const TEXT = /^sluice rollback by ([^:]{1,64}): ([\s\S]+)$/;

/** Whether that can be who puts a version back. */
export function isHandName(name: string): boolean {
  return NAME.test(name) && name === name.trim();
}

/** The claim as it travels: in the description of a deployment, or in the reason of an alarm's state. */
export function handText({ by, because }: HandClaim): string {
  return beginning(`sluice rollback by ${by}: ${because}`, MOST_DESCRIPTION);
}

/** The claim that a text is, or undefined where it is none. */
export function handClaimIn(text: string | undefined): HandClaim | undefined {
  const [, by, because] = TEXT.exec(text ?? '') ?? [];
  return by === undefined || because === undefined ? undefined : { by, because };
}

/** A version that was put back by hand after its release had ended. Times are milliseconds since the epoch. */
export interface PutBack extends HandClaim {
  readonly at: number;
  /** The version that serves since then. */
  readonly to: string;
  /** CodeDeploy's, by which it was put back. */
  readonly deploymentId: string;
}

export function putBackReason({ by, because, to }: Omit<PutBack, 'at' | 'deploymentId'>): Reason {
  return { code: 'put-back-by-hand', message: `${by} put version ${to} back: ${because}` };
}

export function stoppedReason({ by, because }: HandClaim): Reason {
  return { code: 'stopped-by-hand', message: `${by} stopped it: ${because}` };
}
