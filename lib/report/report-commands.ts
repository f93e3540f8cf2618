import type { CommandExpectation, CommandResult } from '../rehearsal';
import type { ReportedCommand } from './report';

/** The exit codes with which a command has done its work, and says what it found by the code. */
const DONE: ReadonlySet<number | null> = new Set([0, 1]);

/** @param expectations by the names of the commands' steps */
export function reportCommands(
  commands: ReadonlyMap<string, CommandResult>,
  expectations: ReadonlyMap<string, CommandExpectation>,
): readonly ReportedCommand[] {
  return [...commands].map(([step, { at, exitCode, output, errors }]) => {
    const said = DONE.has(exitCode) ? output : output + errors;
    return {
      step,
      at: new Date(at).toISOString(),
      exitCode,
      output: said,
      expectation: judge(expectations.get(step), exitCode, said),
    };
  });
}

function judge(
  expected: CommandExpectation | undefined,
  exitCode: number | null,
  said: string,
): ReportedCommand['expectation'] {
  if (!expected) return null;
  const { says = [] } = expected;
  const differences = [
    ...(expected.exitCode === undefined || expected.exitCode === exitCode
      ? []
      : [`expected exit code ${expected.exitCode}, got ${exitCode ?? 'none: it did not end by itself'}`]),
    ...(typeof says === 'string' ? [says] : says)
      .filter((text) => !said.includes(text))
      .map((text) => `expected it to say: ${text}`),
  ];
  return { met: differences.length === 0, differences };
}
