import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import { sha256Of } from '../../lib/adapters/digest';
import { callFunction } from '../../lib/adapters/lambda-green';
import { assumeReleaseRole } from '../../lib/adapters/release-role';
import { readGateFile } from '../../lib/adapters/s3-gate-file';
import { fittedVerdict, verdictBytes } from '../../lib/domain/gate/fitted-verdict';
import { runGate } from '../../lib/domain/gates/run-gate';
import type { Verdict } from '../../lib/domain/gate/verdict';
import type { LogAnswer } from '../decision-log';
import { gateRequestSchema } from '../gate-request';
import { parsed } from '../parsed';

export interface AskerPorts {
  readonly sts: STSClient;
  readonly logAnswer: LogAnswer;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Asks one gate of a release, acting by the release's own role. */
export async function askGate(
  request: unknown,
  { sts, logAnswer, now }: AskerPorts,
): Promise<{ readonly name: string; readonly verdict: Verdict }> {
  const startedAt = now();
  const asked = parsed('The request to ask a gate', gateRequestSchema, request);
  const { name, release, gateFile, releaseRoleArn, functionArn } = asked;
  const credentials = await assumeReleaseRole(sts, releaseRoleArn, release);
  const { gates } = await readGateFile(new S3Client({ credentials }), gateFile);
  const gate = gates.find((one) => one.name === name);
  if (!gate) {
    throw new Error(`The file of gates has no gate ${name}; it has ${gates.map((one) => one.name).join(', ')}.`);
  }
  // One try for each call: a gate says what it saw, and a retry would hide it.
  const client = new LambdaClient({ credentials, maxAttempts: 1 });
  const call = (functionName: string, version?: string) =>
    callFunction(client, { functionName, version, releaseId: release.id }, now);
  const verdict = await runGate(gate, {
    release,
    call: call(release.functionName, release.green),
    callBlue: release.blue === undefined ? noBlue : call(release.functionName, release.blue),
    callOwnFunction: functionArn === undefined ? noFunction : call(functionArn),
    now,
  });
  logAnswer(asked, verdict, now() - startedAt);
  return { name, verdict: fittedVerdict(verdict, verdictBytes(asked.gates), sha256Of) };
}

function noBlue(): Promise<never> {
  throw new Error('at a first deploy there is no version that serves');
}

function noFunction(): Promise<never> {
  throw new Error('the manifest of the release names no function for it');
}
