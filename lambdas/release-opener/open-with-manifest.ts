import * as v from 'valibot';
import {
  newReleaseOf,
  type CodeDeployDeployments,
  type DescribedDeployment,
} from '../../lib/adapters/codedeploy-deployments';
import type { SsmParameters } from '../../lib/adapters/ssm-parameters';
import { PHASES } from '../../lib/domain/gate/gate-definition';
import type { Ledger } from '../../lib/domain/release/ledger';
import { manifestParameterName, manifestTextSchema, type AskedGate } from '../../lib/domain/release/manifest';
import type { Release } from '../../lib/domain/release/release';
import { parsed } from '../parsed';

export interface OpenerPorts {
  readonly platformName: string;
  readonly deployments: Pick<CodeDeployDeployments, 'describe'>;
  readonly ledger: Pick<Ledger, 'open'> & { manifest(id: string): Promise<string | undefined> };
  readonly parameters: Pick<SsmParameters, 'read'>;
}

/** What the gate run goes on with. */
export type Opened =
  /** CodeDeploy puts an old version back: nothing is asked, and nothing may stand in its way. */
  | { readonly kind: 'rollback' }
  | {
      readonly kind: 'release';
      readonly release: Pick<Release, 'id' | 'functionName' | 'blue' | 'green'>;
      /** The gates of the phase. */
      readonly gates: readonly Pick<AskedGate, 'name' | 'deadlineSeconds' | 'retry' | 'functionArn'>[];
      readonly gateFile: { readonly bucket: string; readonly key: string };
      readonly releaseRoleArn: string;
    };

const requestSchema = v.strictObject({ deploymentId: v.pipe(v.string(), v.nonEmpty()), phase: v.picklist(PHASES) });

/** Opens the release of a deployment in the ledger, with its manifest, and says which gates to ask. */
export async function openWithManifest(request: unknown, ports: OpenerPorts): Promise<Opened> {
  const { deploymentId, phase } = parsed('The request to open a release', requestSchema, request);
  const deployment = await ports.deployments.describe(deploymentId);
  if (deployment.rollsBack !== undefined) return { kind: 'rollback' };
  const text = await readManifest(deployment, ports);
  const { gates, releaseRoleArn } = parsed(`The manifest of deployment ${deploymentId}`, manifestTextSchema, text);
  const { id, functionName, blue, green } = await ports.ledger.open(newReleaseOf(deployment), text);
  return {
    kind: 'release',
    release: { id, functionName, blue, green },
    gates: gates.asked
      .filter((gate) => gate.phase === phase)
      .map(({ name, deadlineSeconds, retry, functionArn }) => ({
        ...{ name, deadlineSeconds },
        ...(retry ? { retry } : {}),
        ...(functionArn === undefined ? {} : { functionArn }),
      })),
    gateFile: { bucket: gates.bucket, key: gates.key },
    releaseRoleArn,
  };
}

/** The manifest as it was when the release was opened; only the first gate run of a release reads the parameter. */
async function readManifest(deployment: DescribedDeployment, ports: OpenerPorts): Promise<string> {
  const kept = await ports.ledger.manifest(deployment.id);
  return kept ?? ports.parameters.read(manifestParameterName(ports.platformName, deployment.deploymentGroup));
}
