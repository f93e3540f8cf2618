import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import { digestOf, sha256Of } from '../../lib/adapters/digest';
import { functionContent } from '../../lib/adapters/lambda-content';
import { callFunction } from '../../lib/adapters/lambda-green';
import { assumeReleaseRole } from '../../lib/adapters/release-role';
import { readGateFile } from '../../lib/adapters/s3-gate-file';
import { fittedVerdict, verdictBytes } from '../../lib/domain/gate/fitted-verdict';
import { notRun, type Verdict } from '../../lib/domain/gate/verdict';
import type { PatiencePorts } from '../../lib/domain/judge/patient-judge';
import { runQualityGate } from '../../lib/domain/gates/quality/run-quality';
import type { ScoreStore } from '../../lib/domain/judge/score-store';
import type { LogAnswer } from '../decision-log';
import { gateRequestSchema } from '../gate-request';
import { parsed } from '../parsed';
import { RETRIES } from '../retries';
import { judgeFor } from './judge-for';

export interface QualityAskerPorts extends PatiencePorts {
  readonly sts: STSClient;
  readonly logAnswer: LogAnswer;
  readonly scores: ScoreStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface AskedQuality {
  readonly name: string;
  readonly verdict: Verdict;
  /** Ask it again, at once: it goes on from the scores that it has kept. */
  readonly notDone?: true;
}

/**
 * Asks the quality gate of a release, or goes on with it, acting by the release's own role. Only the scores are kept by
 * the platform's own.
 */
export async function askQuality(request: unknown, ports: QualityAskerPorts): Promise<AskedQuality> {
  const startedAt = ports.now();
  const asked = parsed('The request to ask a gate', gateRequestSchema, request);
  const { name, release, gateFile, releaseRoleArn, functionArn } = asked;
  const { sts, scores, logAnswer, now, random, wait } = ports;
  const credentials = await assumeReleaseRole(sts, releaseRoleArn, release);
  const { gates } = await readGateFile(new S3Client({ credentials }), gateFile);
  const gate = gates.find((one) => one.name === name);
  if (gate?.kind !== 'quality') throw new Error(`The file of gates has no quality gate ${name}.`);
  const { blue, green, functionName } = release;
  if (blue === undefined) {
    return {
      name,
      verdict: notRun({ code: 'no-blue', message: 'At a first deploy there is no version to compare with.' }),
    };
  }
  // One try for each call: a version that answers only at the second try is not as good as one that does at the first.
  const versions = new LambdaClient({ credentials, maxAttempts: 1 });
  const reads = new LambdaClient({ credentials, ...RETRIES });
  const call = (version: string) => callFunction(versions, { functionName, version, releaseId: release.id }, now);
  const [judge, greenContent, blueContent] = await Promise.all([
    judgeFor(gate.judge, { credentials, functionArn, now }),
    functionContent(reads, functionName, green),
    functionContent(reads, functionName, blue),
  ]);
  const answer = await runQualityGate(gate, {
    release,
    call: call(green),
    callBlue: call(blue),
    judge: judge.judge,
    scores,
    contents: { green: greenContent, blue: blueContent, judge: judge.content },
    digest: digestOf,
    now,
    random,
    wait,
  });
  logAnswer(asked, answer.verdict, now() - startedAt);
  return { name, ...answer, verdict: fittedVerdict(answer.verdict, verdictBytes(asked.gates), sha256Of) };
}
