import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import { callVersion } from '../../lib/adapters/lambda-green';
import { assumeReleaseRole } from '../../lib/adapters/release-role';
import { readGateFile } from '../../lib/adapters/s3-gate-file';
import type { Phase } from '../../lib/domain/gate/gate-definition';
import { runGate } from '../../lib/domain/gate/run-gate';
import type { Manifest } from '../../lib/domain/release/manifest';
import type { GateRecord, Release } from '../../lib/domain/release/release';

/** Asks a release's gates of one phase, side by side, acting by the release's own role. */
export async function askGates(of: {
  readonly manifest: Manifest;
  readonly release: Release;
  readonly phase: Phase;
  readonly sts: STSClient;
  readonly now: () => number;
}): Promise<readonly GateRecord[]> {
  const { manifest, release, phase, sts, now } = of;
  const credentials = await assumeReleaseRole(sts, manifest.releaseRoleArn, release.id);
  const { gates } = await readGateFile(new S3Client({ credentials }), manifest.gates);
  // One try for each call: a gate says what it saw, and a retry would hide it.
  const client = new LambdaClient({ credentials, maxAttempts: 1 });
  const call = callVersion(
    client,
    { functionName: release.functionName, version: release.green, releaseId: release.id },
    now,
  );
  return Promise.all(
    gates
      .filter((gate) => gate.phase === phase)
      .map(async (gate): Promise<GateRecord> => {
        const verdict = await runGate(gate, { call, now });
        return { name: gate.name, phase, mode: 'enforce', verdict, at: now() };
      }),
  );
}
