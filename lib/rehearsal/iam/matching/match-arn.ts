import { NotEmulated } from '../../kernel/not-emulated';
import { isEverything, matchesPattern, splitPattern, splitText, type Pattern } from './pattern';

/** `arn`, partition, service, region, account, resource. */
const SEGMENTS = 6;

/**
 * Whether a pattern covers an ARN, each of its six segments by itself; in the last one a `*` spans `/` and `:`.
 *
 * The IAM User Guide ("IAM JSON policy elements: Resource") says of a `*` at the end of a segment only that it *can*
 * reach beyond the colon. Where that would turn the answer, the rehearsal stops.
 */
export function matchesArn(pattern: Pattern, arn: string, where: string): boolean {
  const segments = splitText(arn, SEGMENTS);
  if (segments.length < SEGMENTS) return false;
  const parts = splitPattern(pattern, SEGMENTS);
  if (parts.length < SEGMENTS) return matchesIncomplete(parts, segments, where);
  if (parts.every((part, index) => matchesPattern(part, segments[index] ?? ''))) return true;
  if (!parts.slice(0, -1).some((part) => part.at(-1)?.kind === 'any') || !matchesPattern(pattern, arn)) return false;
  throw new NotEmulated(
    `A * that reaches over a colon, by which ${written(pattern)} would cover ${arn},`,
    where,
    'Write all six segments of the ARN.',
  );
}

/** IAM completes an ARN that ends too soon, in a `*`: `arn:aws:sqs:*` is `arn:aws:sqs:*:*:*`. */
function matchesIncomplete(parts: readonly Pattern[], segments: readonly string[], where: string): boolean {
  if (parts.at(-1)?.at(-1)?.kind !== 'any') {
    const text = parts.map(written).join(':');
    throw new NotEmulated(`The incomplete ARN ${text}`, where, 'Write all six segments of the ARN.');
  }
  return parts.every((part, index) => matchesPattern(part, segments[index] ?? ''));
}

/** Whether a statement's resource covers what is asked for; an action that knows no resource needs `*`. */
export function matchesResource(pattern: Pattern, resource: string, where: string): boolean {
  if (isEverything(pattern)) return true;
  return resource !== '*' && matchesArn(pattern, resource, where);
}

function written(pattern: Pattern): string {
  return pattern.map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'any' ? '*' : '?')).join('');
}
