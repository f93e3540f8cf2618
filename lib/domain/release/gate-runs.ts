import type { HookPhase } from '../gate/phase';
import type { CustomResourceRequest } from './custom-resource';
import type { NewRelease } from './release';

/** What a gate run is started with. */
export interface GateRunInput {
  readonly deploymentId: string;
  /** A secret: whoever has it can answer the hook. */
  readonly hookExecutionId: string;
  readonly phase: HookPhase;
}

/** What the gate run of a first release is started with. */
export interface FirstReleaseInput {
  readonly release: NewRelease;
  /** Holds a secret: whoever has its URL can answer. */
  readonly request: CustomResourceRequest;
}

/** The platform's gate runs, of deployments or of first releases. */
export interface GateRuns<Input extends GateRunInput | FirstReleaseInput> {
  /** Starts a gate run. Of what is delivered twice, one is started. */
  start(input: Input): Promise<void>;
}
