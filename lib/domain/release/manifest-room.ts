import { BUDGETS } from '../size/budgets';
import { jsonBytes } from '../size/json-bytes';
import { isWatched, type AskedGate } from './manifest';
import { counted } from '../text/figures';

/** What the gates may take of it. */
const MOST_BYTES = BUDGETS.manifest - BUDGETS.manifestNames;
/** An ARN of a function or its alias, which at synth may be a token of any length, at its longest. */
const LONGEST_ARN = 'a'.repeat(270);
/** The regression alarm, whose name is 255 characters at most, and what the watch goes by, where gates are asked in flight. */
const LONGEST_WATCH = {
  regression: 'a'.repeat(255),
  watch: { windowMinutes: 99_999, settleSeconds: 300, expectedGreenCalls: 1e12, bakeMinutes: 30, releaseMetrics: true },
};
/** The name of a table: 255 characters at most, where CloudFormation gives it no more than a stack's and an id's. */
const USUAL_TABLE = 't'.repeat(100);

/** Alarms of a squad by what they are called here, with their names in CloudWatch at their longest. */
export type LongestNames = Readonly<Record<string, string>>;

/** Why so many gates cannot be released; undefined where they can. */
export function manifestProblem(asked: readonly AskedGate[]): string | undefined {
  const taken = gatesBytes(asked);
  return taken <= MOST_BYTES
    ? undefined
    : `\`gates\` must take ${MOST_BYTES} bytes at most in the release's manifest, which is one SSM parameter, got: ${counted(asked.length, 'gate')} of ${taken} bytes together; ask fewer gates (an integration suite holds many conversations) or give them shorter names`;
}

/** Why so many alarms cannot be shadows beside the gates; undefined where they can. Without its name none can be read. */
export function shadowAlarmsProblem(asked: readonly AskedGate[], shadows: LongestNames): string | undefined {
  const [taken, left] = [namesBytes(shadows), Math.max(0, MOST_BYTES - gatesBytes(asked))];
  return taken <= left
    ? undefined
    : `\`alarms\`: those in mode shadow must take ${left} bytes at most in the release's manifest, beside its gates, got: ${counted(Object.keys(shadows).length, 'alarm')} of ${taken} bytes together; take out some, or make the alarms with shorter names`;
}

/**
 * Of the alarms that CodeDeploy watches, those for whose names the manifest has room beside its gates and shadows. One that
 * is left out stops a release as well, and then it is CodeDeploy that is said to have decided, with the alarm's own name.
 */
export function alarmsThatFit(
  asked: readonly AskedGate[],
  { shadows, enforced }: { readonly shadows: LongestNames; readonly enforced: LongestNames },
): LongestNames {
  let left = MOST_BYTES - gatesBytes(asked) - namesBytes(shadows);
  return Object.fromEntries(
    Object.entries(enforced).filter(([place, name]) => {
      const taken = namesBytes({ [place]: name });
      if (taken > left) return false;
      left -= taken;
      return true;
    }),
  );
}

/** As many of the sentences, first to last, as the manifest has room for beside its gates and alarms. */
export function foreseenThatFits(
  asked: readonly AskedGate[],
  sentences: readonly string[],
  alarms: readonly LongestNames[] = [],
): readonly string[] {
  const taken = alarms.reduce((sum, names) => sum + namesBytes(names), gatesBytes(asked));
  let left = MOST_BYTES - taken - jsonBytes({ foreseen: [] });
  return sentences.filter((sentence) => {
    left -= jsonBytes(sentence) + 1;
    return left >= 0;
  });
}

function namesBytes(names: LongestNames): number {
  return Object.keys(names).length === 0 ? 0 : jsonBytes(names);
}

function gatesBytes(asked: readonly AskedGate[]): number {
  const watch = isWatched({ gates: { asked } }) ? jsonBytes(LONGEST_WATCH) : 0;
  return jsonBytes(asked.map(atItsLongest)) + watch;
}

/** With what exists only once deployed at its longest, as far as nobody can know it. */
function atItsLongest(gate: AskedGate): AskedGate {
  return {
    ...gate,
    ...(gate.functionArn === undefined ? {} : { functionArn: LONGEST_ARN }),
    ...(gate.tables === undefined ? {} : { tables: gate.tables.map(() => USUAL_TABLE) }),
  };
}
