import { claimProblem, type Stacks } from '../domain/release/creation-claim';
import type { AnswerCustomResource } from '../domain/release/custom-resource';
import type { FirstReleaseRequest } from '../domain/release/first-release-request';
import { isResponseUrl } from '../domain/release/response-url';
import { beginning } from '../domain/size/beginning';
import { BUDGETS } from '../domain/size/budgets';
import { shortened } from '../domain/size/shortened';

export interface CheckPorts {
  readonly stacks: Stacks;
  /** The Region of the platform, and so of every stack that CloudFormation asks for. */
  readonly region: string;
}

export interface RefusalPorts extends CheckPorts {
  readonly answer: AnswerCustomResource;
  /** Keeps that a request was refused. */
  readonly record: (refused: RefusedRequest) => void;
}

/** A request that is not what it says. Without its URL, which is a secret where it is CloudFormation's. */
export interface RefusedRequest {
  readonly refused: 'first release';
  readonly reason: string;
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
}

/** Why nothing may be done for a request. */
export interface Refusal {
  readonly reason: string;
  /** Whether there is anybody to tell. */
  readonly isAnswered: boolean;
}

/**
 * Why nothing may be done for a request; undefined where it is what it says. Every stack that has a release may have the
 * starter invoked, with whatever it likes: so CloudFormation is asked whether that stack is creating that resource now,
 * and whether function and deployment group are its own.
 */
export async function refusalOf(asked: FirstReleaseRequest, ports: CheckPorts): Promise<Refusal | undefined> {
  const { stacks, region } = ports;
  if (!isResponseUrl(asked.request.responseUrl, region)) {
    return { reason: `the response URL is not one of CloudFormation's in ${region}`, isAnswered: false };
  }
  if (asked.kind === 'keep') return undefined;
  const problems = await Promise.all(
    asked.claims.map(async (claim) => claimProblem(claim, await stacks.resource(claim.stackId, claim.logicalId))),
  );
  const reason = problems.find((problem) => problem !== undefined);
  return reason === undefined ? undefined : { reason, isAnswered: true };
}

/** Keeps a refusal, and tells CloudFormation where it was CloudFormation that asked. Nothing is opened or sent. */
export async function refuseRequest(
  asked: FirstReleaseRequest,
  { reason, isAnswered }: Refusal,
  { answer, record }: Pick<RefusalPorts, 'answer' | 'record'>,
): Promise<void> {
  const { stackId, requestId, logicalResourceId } = asked.request;
  record({ refused: 'first release', reason, stackId, requestId, logicalResourceId });
  if (!isAnswered || asked.kind === 'keep') return;
  await answer(asked.request, {
    status: 'FAILED',
    physicalResourceId: asked.release.id,
    reason: shortened(
      beginning(`The platform asks no gates for this: ${reason}.`, MOST_CHARACTERS),
      BUDGETS.creationReason,
    ),
  });
}

/** More than a person reads in one line of a stack's events; in characters of more bytes there is less room. */
const MOST_CHARACTERS = 1000;
