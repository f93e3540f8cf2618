import { oneLine } from '../../domain/text/one-line';
import type { Report, ReportedLog } from '../report';
import { timeOfDay } from './release-lines';
import { shortNames } from './short-names';
import { indented } from './words';

/** Lines that the platform of Lambda writes about every invocation. */
const OF_THE_PLATFORM = /^(START|END|REPORT|INIT_START) /;

/** More says no more to a person; the report has all. */
const MOST_LINES = 4;

/** The functions that failed, each with what it said of it. */
export function failureLines({ logs = [] }: Report, width: number): readonly string[] {
  return logs.flatMap((log) => {
    const missing = missingParameter(log);
    const name = shortNames(log.function);
    if (missing !== undefined) {
      const fix = `account: { parameters: { ${missing}: … } }`;
      return indented(`${name}: the account has no parameter ${missing}; the scenario can give it: ${fix}`, width, 2);
    }
    return [
      ...indented(`${name}, version ${log.version}, failed first at ${timeOfDay(log.at)}`, width, 2),
      ...said(log)
        .slice(0, MOST_LINES)
        .flatMap((line) => indented(line, width, 6)),
    ];
  });
}

/** Parameters that no stack makes, such as the address of a chat, are the scenario's to give. */
function missingParameter(log: ReportedLog): string | undefined {
  return said(log)
    .map((line) => /^ParameterNotFound: Parameter (\S+) not found/.exec(line)?.[1])
    .find((name) => name !== undefined);
}

function said({ lines }: ReportedLog): readonly string[] {
  return lines.filter((line) => !OF_THE_PLATFORM.test(line)).flatMap((line) => thrown(line) ?? line.split('\n'));
}

/** The error of a line of Lambda's runtime, as Node.js shows errors: its name, its text, and where it was thrown. */
function thrown(line: string): readonly string[] | undefined {
  const [, text] = /\t(?:Invoke Error|Uncaught Exception|Unhandled Promise Rejection) ?\t(\{.*\})$/s.exec(line) ?? [];
  if (text === undefined) return undefined;
  try {
    const {
      errorType,
      errorMessage,
      stack = [],
    } = JSON.parse(text) as Partial<{
      readonly errorType: string;
      readonly errorMessage: string;
      readonly stack: readonly string[];
    }>;
    const place = stack.find((frame) => /^\s+at /.test(frame));
    const said = [`${errorType ?? 'Error'}: ${errorMessage ?? ''}`, ...(place === undefined ? [] : [place])];
    // Escaped in JSON, what acts in a terminal was harmless until now.
    return said.map(oneLine);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
