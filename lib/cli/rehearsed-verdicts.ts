import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { RehearsedVerdict } from '../domain/shadow/rehearsed-gates';
import { problemsWithoutValue } from '../domain/text/problems-without-value';
import { UsageError } from './usage-error';

const outcomeSchema = v.picklist(['released', 'blocked', 'rolled-back', 'failed', 'first-deploy', 'no-change']);

/** As much of `report.json` as says what gates said, and of what. */
const reportSchema = v.object({
  schema: v.literal(1),
  releases: v.array(
    v.object({
      function: v.string(),
      alias: v.string(),
      outcome: outcomeSchema,
      gates: v.array(
        v.object({
          name: v.string(),
          phase: v.string(),
          verdict: v.picklist(['pass', 'fail', 'inconclusive']),
          effect: v.picklist(['passed', 'proceeded', 'refused', 'shadow']),
        }),
      ),
      expectation: v.nullable(v.object({ met: v.boolean() })),
      expectedOutcome: v.optional(outcomeSchema),
    }),
  ),
});

type Rehearsed = v.InferOutput<typeof reportSchema>['releases'][number];

/**
 * What gates said of rehearsed releases, out of the reports of `sluice rehearse --out`.
 *
 * @throws UsageError where a file is no such report, or the same as another
 */
export function rehearsedVerdicts(files: readonly string[]): readonly RehearsedVerdict[] {
  const read = new Map<string, string>();
  return files.flatMap((file) => {
    const text = textOf(file);
    const same = read.get(text);
    if (same !== undefined)
      throw new UsageError(`${file} is the same rehearsal as ${same}, and would count twice: name it once.`);
    read.set(text, file);
    return reportIn(file, text).releases.flatMap(verdictsOf);
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read as the report of a rehearsal: ${(error as Error).message}`);
  }
}

function reportIn(file: string, text: string): v.InferOutput<typeof reportSchema> {
  const { success, output, issues } = v.safeParse(v.pipe(v.string(), v.parseJson(), reportSchema), text);
  if (success) return output;
  throw new UsageError(
    `${file} is no report of a rehearsal, as \`sluice rehearse --out DIR\` writes it: ${problemsWithoutValue(issues)}.`,
  );
}

function verdictsOf(release: Rehearsed): readonly RehearsedVerdict[] {
  return release.gates.map(({ name: gate, phase, verdict, effect }) => ({
    ...{ service: `${release.function}:${release.alias}`, gate, phase },
    blocks: effect === 'refused' || (effect === 'shadow' && verdict !== 'pass'),
    known: knownOf(release),
  }));
}

/** The scenario's expectation is the label. Reports from before it was in them say it where it was met. */
function knownOf({ outcome, expectation, expectedOutcome }: Rehearsed): RehearsedVerdict['known'] {
  switch (expectedOutcome ?? (expectation?.met === true ? outcome : undefined)) {
    case 'released':
    case 'first-deploy':
      return 'good';
    case 'blocked':
    case 'rolled-back':
    case 'failed':
      return 'bad';
    case 'no-change':
    case undefined:
      return 'unknown';
  }
}
