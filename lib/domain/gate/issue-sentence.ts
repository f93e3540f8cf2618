import * as v from 'valibot';

/**
 * What is wrong with a setting, as one sentence without a full stop.
 *
 * @param propOf the name that it has for whoever wrote it, by its path
 */
export function issueSentence(issue: v.BaseIssue<unknown>, propOf = (path: string) => path): string {
  // Where a rule has words of its own they are better than what it compared with.
  const says =
    issue.message.startsWith('Invalid') && issue.expected !== null ? `must be ${issue.expected}` : issue.message;
  const sentence = `\`${propOf(issuePath(issue))}\` ${says}`;
  // Of an object as a whole nothing is shown: that it is one says nothing.
  return issue.received === 'Object' ? sentence : `${sentence}, got: ${issue.received}`;
}

/** Where in the settings it is: names joined by dots. */
export function issuePath(issue: v.BaseIssue<unknown>): string {
  return v.getDotPath(issue) ?? '';
}
