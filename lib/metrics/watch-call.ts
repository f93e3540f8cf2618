import { Console } from 'node:console';
import { answerFailed, isServerError } from './answer-failed';
import { calledAlias, type InvokedContext } from './called-alias';
import { takeColdStart } from './cold-start';
import { metricLine } from './metric-line';
import { streamedStatus, watchStreamedStatus } from './streamed-status';

/** How a call ended. Only the first end counts. */
export interface CallWatch {
  readonly answered: (answer: unknown) => void;
  readonly failed: () => void;
}

/** What the global one says, Lambda wraps where the function's log format is JSON: CloudWatch then sees no metric in it. */
const console = new Console({ stdout: process.stdout, ignoreErrors: true });

/**
 * Begins to watch one call. Nothing of it ever throws: a handler must not fail for its metrics.
 *
 * @param stream where the handler streams its answer to
 */
export function watchCall(context: unknown, stream: object | undefined): CallWatch {
  const cold = takeColdStart();
  const startedAt = performance.now();
  if (stream) quietly(watchStreamedStatus);
  let over = false;
  const end = (failed: () => boolean) => {
    if (over) return;
    over = true;
    quietly(() => {
      const durationMs = performance.now() - startedAt;
      const invoked = context as InvokedContext;
      const alias = calledAlias(invoked);
      if (alias === undefined) return;
      const call = { endedAt: Date.now(), durationMs, failed: quietly(failed) === true, cold };
      console.log(metricLine(invoked, alias, call));
    });
  };
  return {
    answered: (answer) => {
      end(() => (stream ? isServerError(streamedStatus(stream)) : answerFailed(answer)));
    },
    failed: () => {
      end(() => true);
    },
  };
}

function quietly<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
