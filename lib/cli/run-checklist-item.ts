import { dirname, resolve } from 'node:path';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { CloudWatchLogs } from '../adapters/cloudwatch-logs';
import { callFunction } from '../adapters/lambda-green';
import { runProgram } from '../adapters/run-program';
import { readDocument } from '../documents/read-document';
import { checkEvidence } from '../domain/attestation/check-evidence';
import type { EvidenceJudgement } from '../domain/attestation/evidence';
import type { ItemRun, LogsRun, SuiteRun } from '../domain/checklist/item-run';
import { logsJudgement, suiteJudgement } from '../domain/checklist/run-judgement';
import { runIntegrationGate } from '../domain/gates/integration/run-integration';
import { suiteSchema } from '../domain/suite/suite';
import { durationText } from '../domain/text/figures';
import { now } from './command-clock';
import { looking, LookFailure } from './look-failure';

/** Where and by whom it is executed. */
export interface RunSettings {
  /** The checklist: paths are from its folder, and programs run in it. */
  readonly file: string;
  /** The profile by which staging is looked at; left out where it is the account of the platform. */
  readonly profile?: string | undefined;
}

/** Executes it, and says what came of it. @throws LookFailure where it could not be executed, so that nothing came of it */
export type PreparedRun = () => Promise<EvidenceJudgement>;

/**
 * Makes what an item executes ready; its files are read now.
 *
 * @throws DocumentError
 */
export function prepareRun(id: string, { suite, logs, command, within }: ItemRun, settings: RunSettings): PreparedRun {
  if (suite) return suiteRun(id, suite, within, settings);
  if (logs) return () => runLogs(logs, within, settings);
  return () => runCommand(command ?? [], within, settings);
}

function suiteRun(id: string, run: SuiteRun, within: number, { file, profile }: RunSettings): PreparedRun {
  const suite = readDocument(resolve(dirname(file), run.file), suiteSchema);
  return async () => {
    // One try for each call: a retry would hide what a suite is to see.
    const client = new LambdaClient({ maxAttempts: 1, ...ofProfile(profile) });
    const target = { functionName: run.function, version: run.qualifier, releaseId: 'checklist' };
    const clock = () => Date.now();
    const verdict = await runIntegrationGate(
      { kind: 'integration', name: id, phase: 'before-traffic', suite, concurrency: 4, withinSeconds: within },
      { call: callFunction(client, target, clock), now: clock },
    );
    return suiteJudgement(run, verdict);
  };
}

async function runLogs(run: LogsRun, within: number, { profile }: RunSettings): Promise<EvidenceJudgement> {
  const logs = new CloudWatchLogs(new CloudWatchLogsClient({ maxAttempts: 4, ...ofProfile(profile) }));
  const to = now();
  const signal = AbortSignal.timeout(within * 1000);
  try {
    const found = await looking(logs.search(run, { from: to - run.since * 1000, to, signal }));
    return logsJudgement(run, durationText(run.since * 1000), found);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new LookFailure(
      `${run.group} could not be searched within ${within} s: look back less far, or give it more time.`,
      {
        cause: error,
      },
    );
  }
}

async function runCommand(
  command: readonly string[],
  within: number,
  { file }: RunSettings,
): Promise<EvidenceJudgement> {
  const ended = await runProgram(command, { directory: resolve(dirname(file)), timeoutMs: within * 1000 });
  const said = command.join(' ');
  if (ended.kind === 'not-started') throw new LookFailure(`${said} could not be started: ${ended.message}.`);
  return checkEvidence({
    ...{ kind: 'exit-code', command: said },
    ...(ended.kind === 'exited' ? { exitCode: ended.exitCode } : {}),
  });
}

function ofProfile(profile: string | undefined): { readonly profile?: string } {
  return profile === undefined ? {} : { profile };
}
