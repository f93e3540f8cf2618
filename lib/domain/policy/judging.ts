import type { Attestation } from '../attestation/attestation';
import type { ReleasedBytes } from '../code/released-bytes';
import type { CommitFacts } from '../facts/commit-facts';
import type { Adoption } from '../release/adoption';
import type { AskedGate } from '../release/manifest';
import type { ReleaseType } from '../release/release-type';
import type { AlarmsJudged } from './alarms-verdict';
import type { Policy } from './policy';
import type { Schedule } from './schedule';

/** What a release is judged by as it is opened. */
export interface Judging {
  readonly functionName: string;
  readonly type: ReleaseType;
  /** How far it has adopted its pipeline; `trusted` where it is not said. */
  readonly adoption?: Adoption | undefined;
  /** The SHA-256 of what is released; missing where the manifest says none. */
  readonly subject: string | undefined;
  /** All its gates, by its manifest. */
  readonly gates: readonly AskedGate[];
  readonly policy: Policy;
  readonly attestations: readonly Attestation[];
  readonly facts: CommitFacts | undefined;
  /** What is watched while its traffic moves; missing in a first release, which no alarm stops. */
  readonly alarms?: AlarmsJudged | undefined;
  /** When it is to happen; missing where whoever judges asks the calendars by itself. */
  readonly schedule?: Schedule | undefined;
  /** What its code is, by Lambda and by what the manifest names. */
  readonly bytes: ReleasedBytes;
  /** When the release was opened, from which what is owed is counted; now by default. Milliseconds since the epoch. */
  readonly openedAt?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
