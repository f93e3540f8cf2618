import { Listr, ListrDefaultRendererLogLevels } from 'listr2';
import type { OnProgress, RehearsalStep } from '../rehearsal';
import { forTerminal } from './for-terminal';
import { howFar } from './how-far';
import { Patience } from './patience';

/** Whoever shows how far a rehearsal is. */
export interface Progress {
  readonly report: OnProgress;
  /** Call when the rehearsal is over, however it ended. */
  end(failed: boolean): Promise<void>;
}

/** Where it is shown: the part of a stream that this needs. */
export type ProgressOutput = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/** @param now real milliseconds since any moment */
type Clock = () => number;

const realClock: Clock = () => performance.now();

/** Spinners on a terminal; plain lines anywhere else: one for each step as it begins, and some where it takes long. */
export function showProgress(
  steps: readonly RehearsalStep[],
  output: ProgressOutput,
  now: Clock = realClock,
): Progress {
  const names = steps.flatMap((step) => (step.kind === 'wait' ? [] : [step.name]));
  return output.isTTY ? onTerminal(names, inLines(names, output, now)) : inLines(names, output, now);
}

function inLines(names: readonly string[], output: ProgressOutput, now: Clock): Progress {
  const patience = new Patience(now);
  return {
    report: (progress) => {
      if (progress.kind === 'under-way' && patience.isOver(progress.step)) {
        output.write(`${forTerminal(howFar(progress.step, progress))}\n`);
      }
      if (progress.kind !== 'started') return;
      output.write(
        `rehearsing ${names.indexOf(progress.step) + 1} of ${names.length}: ${forTerminal(progress.step)}\n`,
      );
    },
    end: () => Promise.resolve(),
  };
}

/** That a step was played says nothing of how it went: a tick beside a release that was blocked would. */
const PLAYED = { [ListrDefaultRendererLogLevels.COMPLETED]: '·' };

/** @param lines where there is no spinner any more, as during a wait at the end */
function onTerminal(names: readonly string[], lines: Progress): Progress {
  let spinning: { output: string } | undefined;
  const steps = new Map(
    names.map((name) => {
      let settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
      const done = new Promise<void>((resolve, reject) => {
        settle = { resolve, reject };
      });
      done.catch(() => undefined);
      return [name, { done, settle }];
    }),
  );
  const shown = new Listr(
    names.map((name) => ({
      title: forTerminal(name),
      task: (_, task) => {
        spinning = task;
        return steps.get(name)?.done.finally(() => {
          spinning = undefined;
        });
      },
    })),
    { exitOnError: false, rendererOptions: { showErrorMessage: false, icon: PLAYED } },
  ).run();
  return {
    report: (progress) => {
      if (progress.kind === 'under-way') {
        if (spinning) spinning.output = forTerminal(howFar(progress.step, progress));
        else lines.report(progress);
      }
      if (progress.kind === 'finished') steps.get(progress.step)?.settle?.resolve();
    },
    end: async (failed) => {
      for (const { settle } of steps.values()) {
        if (failed) settle?.reject(new Error('not rehearsed'));
        else settle?.resolve();
      }
      await shown;
    },
  };
}
