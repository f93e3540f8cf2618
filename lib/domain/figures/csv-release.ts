import * as v from 'valibot';
import { HOTFIX_MARKS, type FigureRelease } from './figure-release';

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));

const time = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/,
    ({ received }) => `must be a time with its zone such as 2026-01-05T09:30:00Z, got ${received}`,
  ),
  v.transform((value) => Date.parse(value)),
  v.number('is no day of the calendar'),
);

const count = v.pipe(
  v.string(),
  v.regex(/^\d{1,12}$/, ({ received }) => `must be a whole number, got ${received}`),
  v.transform(Number),
);

const STATES = ['released', 'blocked', 'rolled-back', 'failed'] as const;

/** A row of a file of releases from the time before Sluice. An empty cell is unknown. */
export const csvReleaseSchema = v.object({
  id: text,
  service: text,
  alias: v.optional(text, 'live'),
  state: v.picklist(STATES, ({ received }) => `must be one of ${STATES.join(', ')}, got ${received}`),
  openedAt: time,
  shiftedAt: v.optional(time),
  decidedAt: v.optional(time),
  endedAt: time,
  requests: v.optional(count),
  failedRequests: v.optional(count),
  commits: v.optional(count),
  /** When each commit was committed, with spaces between. */
  committedAt: v.optional(
    v.pipe(
      v.string(),
      v.transform((value) => value.split(/[\s;]+/)),
      v.array(time),
    ),
  ),
  hotfix: v.optional(
    v.picklist(HOTFIX_MARKS, ({ received }) => `must be one of ${HOTFIX_MARKS.join(', ')}, got ${received}`),
  ),
});
type CsvRelease = v.InferOutput<typeof csvReleaseSchema>;

/** What cannot be true of a release, whoever wrote it down. */
export function csvProblem({ openedAt, shiftedAt, decidedAt, endedAt, ...row }: CsvRelease): string | undefined {
  const inOrder = [openedAt, shiftedAt, decidedAt, endedAt].filter((at) => at !== undefined);
  if (inOrder.some((at, index) => at < (inOrder[index - 1] ?? at))) {
    return 'openedAt, shiftedAt, decidedAt and endedAt must be in that order';
  }
  if ((row.failedRequests ?? 0) > (row.requests ?? Infinity)) return 'failedRequests must not be more than requests';
  if (row.commits !== undefined && row.committedAt && row.committedAt.length !== row.commits) {
    return `commits says ${row.commits}, and committedAt has ${row.committedAt.length}; give one of them`;
  }
  return undefined;
}

export function releaseOfCsv({ commits, committedAt, ...row }: CsvRelease): FigureRelease {
  return { ...row, commits: commits ?? committedAt?.length, committedAt, source: 'imported' };
}
