import { canBeKept, type ComparedPair, type ScoredAnswer } from './evidence';
import { BUDGETS } from '../size/budgets';
import { jsonBytes } from '../size/json-bytes';
import { Room } from '../size/room';
import type { Reason, Verdict } from './verdict';

/** What a verdict may take, of what the gates of its phase have together. */
export function verdictBytes(gatesOfPhase: number): number {
  return Math.floor(BUDGETS.answersOfPhase / gatesOfPhase) - BUDGETS.aroundVerdict;
}

/** No text has more than this part of its verdict, so that one of them never takes the room of all others … */
const PARTS_FOR_A_TEXT = 20;
/** … nor have the figures more than this part. */
const PARTS_FOR_FIGURES = 4;
/** The sentence that says what was left out. */
const CUT_BYTES = 400;

/** The code of the reason that says what was left out of a verdict. */
export const CUT_TO_SIZE = 'cut-to-size';

/** What there was no room for. The digest is that of its JSON text. */
interface LeftOut {
  /** The ends of texts that are kept in part. */
  readonly texts: readonly string[];
  readonly figures: readonly (readonly [name: string, value: number])[];
  readonly reasons: readonly Reason[];
  readonly comparisons: readonly ComparedPair[];
}

/**
 * A verdict as it can be carried and kept, whatever is in it. Reasons and comparisons are kept from the first on, which
 * is the worst, until there is no room for the next; one reason more counts what was left out, and has its digest.
 *
 * @param mostBytes of the verdict's JSON text, 1500 at least
 * @param sha256 of a text, as hexadecimal digits
 */
export function fittedVerdict(verdict: Verdict, mostBytes: number, sha256: (text: string) => string): Verdict {
  const whole = cut(verdict, mostBytes, mostBytes);
  if (isNothing(whole.leftOut)) return whole.verdict;
  const { verdict: kept, leftOut } = cut(verdict, mostBytes, mostBytes - CUT_BYTES);
  return { ...kept, reasons: [...kept.reasons, cutReason(leftOut, mostBytes, sha256)] };
}

function cut(
  { outcome, reasons, evidence }: Verdict,
  mostBytes: number,
  roomBytes: number,
): { readonly verdict: Verdict; readonly leftOut: LeftOut } {
  const textBytes = Math.min(BUDGETS.verdictText, Math.floor(mostBytes / PARTS_FOR_A_TEXT));
  const { sampleSize, windowMs, figures, comparisons = [] } = evidence;
  const frame = { outcome, reasons: [], evidence: { source: '', sampleSize, windowMs, figures: {}, comparisons: [] } };
  const room = new Room(roomBytes - jsonBytes(frame), textBytes);
  // Stryker disable next-line StringLiteral: for the compiler; there is always room for a twentieth.
  const source = room.take((short) => short(evidence.source)) ?? '';
  const figuresRoom = new Room(Math.floor(mostBytes / PARTS_FOR_FIGURES), textBytes);
  const entries = Object.entries(figures);
  const keptFigures = entries.filter(
    ([name, value]) =>
      name !== '' &&
      canBeKept(value) &&
      room.takesWhole(name) &&
      figuresRoom.take(() => ({ [name]: value })) !== undefined &&
      room.take(() => ({ [name]: value })) !== undefined,
  );
  const isKept = new Set(keptFigures);
  const kept = sideBySide(reasons, comparisons, room);
  return {
    verdict: {
      outcome,
      reasons: kept.reasons,
      evidence: {
        ...{ source, sampleSize, windowMs, figures: Object.fromEntries(keptFigures) },
        ...(evidence.comparisons === undefined ? {} : { comparisons: kept.comparisons }),
      },
    },
    leftOut: {
      texts: room.rests,
      figures: entries.filter((entry) => !isKept.has(entry)),
      reasons: reasons.slice(kept.reasons.length),
      comparisons: comparisons.slice(kept.comparisons.length),
    },
  };
}

/** One of each in turn, so that neither has all of the room. */
function sideBySide(
  reasons: readonly Reason[],
  comparisons: readonly ComparedPair[],
  room: Room,
): { readonly reasons: readonly Reason[]; readonly comparisons: readonly ComparedPair[] } {
  const kept: { readonly reasons: Reason[]; readonly comparisons: ComparedPair[] } = { reasons: [], comparisons: [] };
  for (let index = 0; index < Math.max(reasons.length, comparisons.length); index++) {
    const [reason, pair] = [reasons[index], comparisons[index]];
    const keptReason =
      reason && kept.reasons.length === index ? room.take((short) => shortReason(reason, short)) : undefined;
    const keptPair =
      pair && kept.comparisons.length === index ? room.take((short) => shortPair(pair, short)) : undefined;
    if (!keptReason && !keptPair) break;
    if (keptReason) kept.reasons.push(keptReason);
    if (keptPair) kept.comparisons.push(keptPair);
  }
  return kept;
}

function shortReason({ code, message, asked, answered }: Reason, short: (text: string) => string): Reason {
  return {
    code: short(code),
    message: short(message),
    ...(asked === undefined ? {} : { asked: short(asked) }),
    ...(answered === undefined ? {} : { answered: short(answered) }),
  };
}

function shortPair(pair: ComparedPair, short: (text: string) => string): ComparedPair {
  const shortAnswer = ({ score, answer, reason }: ScoredAnswer) => ({
    score,
    answer: short(answer),
    reason: short(reason),
  });
  return {
    case: short(pair.case),
    question: short(pair.question),
    green: shortAnswer(pair.green),
    blue: shortAnswer(pair.blue),
  };
}

function isNothing(leftOut: LeftOut): boolean {
  return Object.values(leftOut).every((list: readonly unknown[]) => list.length === 0);
}

function cutReason(leftOut: LeftOut, mostBytes: number, sha256: (text: string) => string): Reason {
  const { texts, figures, reasons, comparisons } = leftOut;
  const counted = [
    [reasons.length, 'reasons'],
    [comparisons.length, 'comparisons'],
    [figures.length, 'figures'],
    [texts.length, 'ends of texts'],
  ] as const;
  const what = counted.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  return {
    code: CUT_TO_SIZE,
    message: `Left out, as this verdict may take ${mostBytes} bytes: ${what.join(', ')}; their SHA-256 is ${sha256(JSON.stringify(leftOut))}.`,
  };
}
