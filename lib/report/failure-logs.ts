import type { Report } from './report';

/** The logs of the functions that failed, for a person to read; empty where none did. */
export function failureLogs({ logs = [] }: Report): string {
  return logs
    .map(({ function: name, version, at, requestId, lines }) =>
      [`${name}, version ${version}, failed first at ${at} (request ${requestId}):`, ...lines.map(indented)].join('\n'),
    )
    .join('\n\n');
}

/** A line may itself have several. */
function indented(line: string): string {
  return line
    .split('\n')
    .map((part) => `    ${part}`)
    .join('\n');
}
