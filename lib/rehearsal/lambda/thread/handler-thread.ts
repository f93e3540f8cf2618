/**
 * The inside of one Lambda execution environment: loads the bundle that would ship, unchanged, and runs its handler
 * in virtual time. Everything it needs from outside comes through the endpoint or as a message; after each of those
 * it computes as long as it must, and then reports once that it is at rest or done.
 */
import { format } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { inTask, loadHandler, type Handler } from './load-handler';
import { bringRuntimeSdk } from './runtime-sdk';
import type { FromThread, ThreadSetup, ToThread } from './protocol';
import { installThreadChance } from './thread-chance';
import { installThreadClock } from './thread-clock';
import { ThreadNetwork } from './thread-network';

/** What may be open while a thread is at rest: it waits for the rehearsal. Anything else, it waits for itself. */
const RESTING = new Set([
  'ConnectWrap',
  'MessagePort',
  'PipeWrap',
  'ShutdownWrap',
  'TCPSocketWrap',
  'Timeout',
  'WriteWrap',
]);
/** Turns of the event loop without anything to compute before the thread counts as at rest. */
const QUIET_TURNS = 3;

const port = parentPort;
if (!port) throw new Error('This file is the inside of a handler thread; it is started by the rehearsal.');
const setup = workerData as ThreadSetup;
const report = (message: FromThread) => {
  port.postMessage(message);
};

bringRuntimeSdk();
const clock = installThreadClock(setup.now);
const reseed = installThreadChance();
reseed(`${setup.environmentId} init`);
const network = new ThreadNetwork({
  ...setup,
  called: () => {
    settle();
  },
  answered: (now) => {
    clock.advanceTo(now);
    settle();
  },
  notEmulated: (what) => {
    report({ kind: 'not-emulated', what });
  },
});
for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
  console[level] = (...args: unknown[]) => {
    report({ kind: 'log', level, text: format(...args) });
  };
}

let settling = false;
let outcome: FromThread | undefined;

/** Lets the handler compute, then reports its outcome or that it is at rest. */
function settle(): void {
  if (settling) return;
  settling = true;
  let quiet = 0;
  const turn = () => {
    const computing = network.receiving() || process.getActiveResourcesInfo().some((kind) => !RESTING.has(kind));
    quiet = computing ? 0 : quiet + 1;
    if (!outcome && quiet < QUIET_TURNS) {
      setImmediate(turn);
      return;
    }
    settling = false;
    const nextTimer = clock.nextTimer();
    report(
      outcome ?? {
        kind: 'at-rest',
        calls: network.unanswered(),
        ...(nextTimer === undefined ? {} : { nextTimer }),
      },
    );
    outcome = undefined;
  };
  setImmediate(turn);
}

type Threw = Extract<FromThread, { kind: 'threw' }>;

function failure(error: unknown): Threw {
  const known = error instanceof Error ? error : new Error(String(error));
  return {
    kind: 'threw',
    errorType: known.name,
    errorMessage: known.message,
    trace: (known.stack ?? '').split('\n').slice(0, 5).map(inTask),
  };
}

let handler: Handler | undefined;

loadHandler(setup)
  .then(
    (loaded) => {
      handler = loaded;
      outcome = { kind: 'loaded' };
    },
    (error: unknown) => {
      const { errorType, errorMessage, trace } = failure(error);
      outcome = { kind: 'load-failed', errorType, errorMessage: inTask(errorMessage), trace };
    },
  )
  .finally(settle)
  .catch((error: unknown) => {
    report(failure(error));
  });
settle();

function invoke(message: Extract<ToThread, { kind: 'invoke' }>): void {
  reseed(message.requestId);
  const context = {
    functionName: message.functionName,
    functionVersion: message.functionVersion,
    invokedFunctionArn: message.invokedFunctionArn,
    memoryLimitInMB: message.memoryLimitInMB,
    awsRequestId: message.requestId,
    logGroupName: `/aws/lambda/${message.functionName}`,
    logStreamName: setup.environmentId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => message.deadline - Date.now(),
    ...(message.clientContext === undefined ? {} : { clientContext: JSON.parse(message.clientContext) as unknown }),
  };
  const run = async (): Promise<FromThread> => {
    const result: unknown = await handler?.(JSON.parse(message.payload), context);
    return { kind: 'returned', payload: result === undefined ? 'null' : JSON.stringify(result) };
  };
  run()
    .catch(failure)
    .then((done) => {
      outcome = done;
      settle();
    })
    .catch((error: unknown) => {
      report(failure(error));
    });
}

port.on('message', (message: ToThread) => {
  clock.advanceTo(message.now);
  if (message.kind === 'invoke') invoke(message);
  settle();
});
