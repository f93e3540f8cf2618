import { basename } from 'node:path';
import { SEVERITIES, type MeasuredEvidence, type Severity } from '../domain/attestation/evidence';
import { readJunit } from '../documents/read-junit';
import { readLcov } from '../documents/read-lcov';
import { readSarif } from '../documents/read-sarif';
import { UsageError } from './usage-error';

export interface EvidenceOptions {
  readonly check: string;
  readonly junit?: readonly string[];
  readonly lcov?: readonly string[];
  readonly min?: number;
  readonly sarif?: readonly string[];
  readonly maxSeverity?: string;
  readonly exitCode?: number;
}

const ACCEPTED = [...SEVERITIES, 'none'] as const;

/** What the options name, read whole: nothing is attested of a file that cannot be read. */
export function measuredEvidence(options: EvidenceOptions): MeasuredEvidence {
  const { check, junit, lcov, min, sarif, maxSeverity, exitCode } = options;
  const given = [junit, lcov, sarif, exitCode].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new UsageError(
      'Say by one of --junit, --lcov, --sarif and --exit-code what the check found, and by one alone.',
    );
  if ((min !== undefined) !== (lcov !== undefined))
    throw new UsageError('--lcov needs --min, the least coverage in percent, and --min is for --lcov alone.');
  if ((maxSeverity !== undefined) !== (sarif !== undefined))
    throw new UsageError(
      `--sarif needs --max-severity, the highest that is accepted (${ACCEPTED.join(', ')}), and --max-severity is for --sarif alone.`,
    );
  if (junit) return { kind: 'tests', reports: junit.map((file) => ({ name: basename(file), ...readJunit(file) })) };
  if (lcov && min !== undefined) {
    if (!(min >= 0 && min <= 100)) throw new UsageError(`--min must be from 0 to 100, got: ${min}`);
    const reports = lcov.map((file) => readLcov(file));
    const sum = (key: 'linesFound' | 'linesHit') => reports.reduce((total, report) => total + report[key], 0);
    return { kind: 'coverage', linesFound: sum('linesFound'), linesHit: sum('linesHit'), min };
  }
  if (sarif && maxSeverity !== undefined)
    return {
      kind: 'security',
      maxSeverity: acceptedSeverity(maxSeverity),
      reports: sarif.map((file) => ({ name: basename(file), ...readSarif(file) })),
    };
  return { kind: 'exit-code', command: check, ...(exitCode === undefined ? {} : { exitCode }) };
}

function acceptedSeverity(text: string): Severity | 'none' {
  const known = ACCEPTED.find((one) => one === text);
  if (known === undefined) throw new UsageError(`--max-severity must be one of ${ACCEPTED.join(', ')}, got: ${text}`);
  return known;
}
