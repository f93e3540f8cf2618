import { Listr, ListrDefaultRendererLogLevels } from 'listr2';
import type { OnProgress, RehearsalStep } from '../rehearsal';
import { forTerminal } from './for-terminal';

/** Whoever shows how far a rehearsal is. */
export interface Progress {
  readonly report: OnProgress;
  /** Call when the rehearsal is over, however it ended. */
  end(failed: boolean): Promise<void>;
}

/** Spinners on a terminal; plain lines, one for each step as it begins, anywhere else. */
export function showProgress(steps: readonly RehearsalStep[], output: NodeJS.WriteStream): Progress {
  const names = steps.flatMap((step) => (step.kind === 'wait' ? [] : [step.name]));
  return output.isTTY ? onTerminal(names) : inLines(names, output);
}

function inLines(names: readonly string[], output: NodeJS.WriteStream): Progress {
  return {
    report: (progress) => {
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

function onTerminal(names: readonly string[]): Progress {
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
    names.map((name) => ({ title: forTerminal(name), task: () => steps.get(name)?.done })),
    { exitOnError: false, rendererOptions: { showErrorMessage: false, icon: PLAYED } },
  ).run();
  return {
    report: (progress) => {
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
