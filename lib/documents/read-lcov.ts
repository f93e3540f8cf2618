import { readBoundedText } from './bounded-text';
import { DocumentError, type DocumentProblem } from './document-error';

/** How many of the lines that can run did run. */
export interface LcovReport {
  readonly files: number;
  readonly linesFound: number;
  readonly linesHit: number;
}

/** The lines of one source file that can run, and whether one did. */
type Lines = Map<number, boolean>;

interface LcovRecord {
  readonly source: string;
  readonly line: number;
  readonly lines: Lines;
}

const NAME_LENGTH = 200;

/**
 * Reads a coverage trace in LCOV's format, as described in the manual page of geninfo. Counts are taken from its lines
 * (`DA`); totals that say otherwise (`LF`, `LH`) are a problem. A file that has several records, such as one of each shard,
 * counts once: a line is covered where any of them ran it. Functions and branches are left alone.
 *
 * @throws DocumentError where it is no such trace, is cut off, or contradicts itself
 */
export function readLcov(file: string): LcovReport {
  return lcovOf(file, readBoundedText(file));
}

/**
 * Reads the text of a coverage trace in LCOV's format.
 *
 * @throws DocumentError as `readLcov`
 */
export function lcovOf(file: string, text: string): LcovReport {
  const problems: DocumentProblem[] = [];
  const sources = new Map<string, Lines>();
  let record: LcovRecord | undefined;
  let number = 0;
  for (const written of linesOf(text)) {
    number += 1;
    const line = written.trim();
    const say = (message: string) => {
      problems.push({ path: clipped(record?.source ?? ''), line: number, column: 1, message });
    };
    if (line === '' || line.startsWith('#')) continue;
    if (line === 'end_of_record') {
      if (record) mergeLines(sources, record);
      else say('ends a record that has not begun; a record begins with SF:');
      record = undefined;
      continue;
    }
    const [, key = '', value = ''] = /^([A-Z]+):(.*)$/s.exec(line) ?? [];
    if (key === '') {
      // Whatever else it has is as unreadable.
      say(`is no line of an LCOV trace: ${clipped(line)}`);
      break;
    }
    if (key === 'SF') {
      if (record) say(`begins another record before the one of line ${record.line} has ended; the trace was cut`);
      record = { source: value, line: number, lines: new Map() };
    } else if (key === 'DA' || key === 'LF' || key === 'LH') {
      const problem = record ? readFigures(record.lines, key, value) : 'belongs to no file; a record begins with SF:';
      if (problem !== undefined) say(problem);
    }
  }
  if (record)
    problems.push({
      path: clipped(record.source),
      line: record.line,
      column: 1,
      message: 'has no end_of_record: the trace is cut off; write it anew by running the tests',
    });
  if (problems.length > 0) throw new DocumentError(file, problems);
  return totals(sources);
}

/** Takes in a line, or holds a total against the lines. Returns what is wrong with it. */
function readFigures(lines: Lines, key: 'DA' | 'LF' | 'LH', value: string): string | undefined {
  if (key === 'DA') {
    // The third field is a checksum of the line.
    const [, line, hits] = /^(\d{1,9}),(\d{1,15})(?:,[^,]*)?$/.exec(value) ?? [];
    if (line === undefined) return `must be DA:<line>,<times it ran>, got DA:${clipped(value)}`;
    const at = Number(line);
    lines.set(at, lines.get(at) === true || Number(hits) > 0);
    return undefined;
  }
  const counted = key === 'LF' ? lines.size : hitOf(lines);
  if (!/^\d{1,9}$/.test(value)) return `${key} must be a count, got ${clipped(value)}`;
  return Number(value) === counted
    ? undefined
    : `says ${key}:${value}, and its DA lines come to ${counted}; the trace was changed or cut, so write it anew by running the tests`;
}

function mergeLines(sources: Map<string, Lines>, { source, lines }: LcovRecord): void {
  const known = sources.get(source);
  if (!known) {
    sources.set(source, lines);
    return;
  }
  for (const [line, isHit] of lines) known.set(line, isHit || known.get(line) === true);
}

function totals(sources: ReadonlyMap<string, Lines>): LcovReport {
  let linesFound = 0;
  let linesHit = 0;
  for (const lines of sources.values()) {
    linesFound += lines.size;
    linesHit += hitOf(lines);
  }
  return { files: sources.size, linesFound, linesHit };
}

function hitOf(lines: Lines): number {
  let hit = 0;
  for (const isHit of lines.values()) if (isHit) hit += 1;
  return hit;
}

/** One after the other: a trace has millions. */
function* linesOf(text: string): Generator<string> {
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    yield text.slice(from, to);
    from = to + 1;
  }
}

function clipped(text: string): string {
  return text.length > NAME_LENGTH ? `${text.slice(0, NAME_LENGTH)}…` : text;
}
