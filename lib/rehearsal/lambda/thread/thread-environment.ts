import type { MessagePort } from 'node:worker_threads';
import { hostLackOf } from '../../kernel/host-lack';
import { asInLambda } from './as-in-lambda';
import { loadHandler, type Handler } from './load-handler';
import { installAwsLambda, runStreaming, streamingOf } from './response-stream';
import { bringRuntimeSdk } from './runtime-sdk';
import type { FromThread, ThreadSetup, ToThread } from './protocol';
import { installThreadChance } from './thread-chance';
import { installThreadClock, type ThreadClock } from './thread-clock';
import { installThreadConsole } from './thread-console';
import { ThreadNetwork } from './thread-network';
import { installThreadOutput } from './thread-output';

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

/**
 * The inside of one Lambda execution environment: loads the bundle that would ship, unchanged, and runs its handler
 * in virtual time. Everything it needs from outside comes through the endpoint or as a message; after each of those
 * it computes as long as it must, and then reports once that it is at rest or done.
 */
export class ThreadEnvironment {
  private readonly clock: ThreadClock;
  private readonly reseed: (seed: string) => void;
  private readonly network: ThreadNetwork;
  private readonly flushOutput: () => void;
  private requestId: string | undefined;
  private handler: Handler | undefined;
  private outcome: FromThread | undefined;
  private settling = false;

  constructor(
    private readonly port: MessagePort,
    private readonly setup: ThreadSetup,
  ) {
    Object.assign(process.env, setup.variables);
    bringRuntimeSdk();
    installAwsLambda();
    this.clock = installThreadClock(setup.now);
    this.reseed = installThreadChance();
    this.reseed(`${setup.environmentId} init`);
    this.network = new ThreadNetwork({
      ...setup,
      called: () => {
        this.settle();
      },
      answered: (now) => {
        this.clock.advanceTo(now);
        this.settle();
      },
      notEmulated: (what) => {
        this.report({ kind: 'not-emulated', what });
      },
      failed: (error) => {
        const lack = lackOf(error);
        if (lack) this.report(lack);
      },
    });
    const line = (text: string) => {
      this.report({ kind: 'log', text });
    };
    this.flushOutput = installThreadOutput(line);
    installThreadConsole({
      line,
      text: (level, text) => {
        this.report({ kind: 'log', level, text });
      },
      requestId: () => this.requestId,
    });
  }

  /** Loads the handler, and does from now on what the rehearsal says. */
  start(): void {
    loadHandler(this.setup)
      .then(
        (loaded) => {
          this.handler = loaded;
          this.outcome = { kind: 'loaded' };
        },
        (error: unknown) => {
          const { errorType, errorMessage, trace } = failure(error);
          this.outcome = lackOf(error) ?? {
            kind: 'load-failed',
            errorType,
            errorMessage,
            trace,
          };
        },
      )
      .finally(() => {
        this.settle();
      })
      .catch((error: unknown) => {
        this.report(failure(error));
      });
    this.settle();
    this.port.on('message', (message: ToThread) => {
      if (message.kind === 'disconnect') {
        this.network.disconnect();
        return;
      }
      this.clock.advanceTo(message.now);
      if (message.kind === 'invoke') this.invoke(message);
      this.settle();
    });
  }

  private report(message: FromThread): void {
    this.port.postMessage(message);
  }

  /** Lets the handler compute, then reports its outcome or that it is at rest. */
  private settle(): void {
    if (this.settling) return;
    this.settling = true;
    let quiet = 0;
    const turn = () => {
      const computing = this.network.receiving() || process.getActiveResourcesInfo().some((kind) => !RESTING.has(kind));
      quiet = computing ? 0 : quiet + 1;
      if (!this.outcome && quiet < QUIET_TURNS) {
        setImmediate(turn);
        return;
      }
      this.settling = false;
      if (this.outcome) this.flushOutput();
      const nextTimer = this.clock.nextTimer();
      this.report(
        this.outcome ?? {
          kind: 'at-rest',
          calls: this.network.unanswered(),
          ...(nextTimer === undefined ? {} : { nextTimer }),
        },
      );
      this.outcome = undefined;
    };
    setImmediate(turn);
  }

  private invoke(message: Extract<ToThread, { kind: 'invoke' }>): void {
    this.reseed(message.requestId);
    this.requestId = message.requestId;
    const context = {
      functionName: message.functionName,
      functionVersion: message.functionVersion,
      invokedFunctionArn: message.invokedFunctionArn,
      memoryLimitInMB: message.memoryLimitInMB,
      awsRequestId: message.requestId,
      logGroupName: `/aws/lambda/${message.functionName}`,
      logStreamName: this.setup.environmentId,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => message.deadline - Date.now(),
      ...(message.clientContext === undefined ? {} : { clientContext: JSON.parse(message.clientContext) as unknown }),
    };
    const run = async (): Promise<FromThread> => {
      const event: unknown = JSON.parse(message.payload);
      const streaming = streamingOf(this.handler);
      if (streaming) return { kind: 'returned', payload: await runStreaming(streaming, event, context) };
      const result: unknown = await this.handler?.(event, context);
      return { kind: 'returned', payload: result === undefined ? 'null' : JSON.stringify(result) };
    };
    run()
      .catch((error: unknown) => lackOf(error) ?? failure(error))
      .then((done) => {
        this.outcome = done;
        this.settle();
      })
      .catch((error: unknown) => {
        this.report(failure(error));
      });
  }
}

/** What the machine could not give is no failure of the handler's. */
function lackOf(error: unknown): Extract<FromThread, { kind: 'host-lacks' }> | undefined {
  const lack = hostLackOf(error);
  return lack && { kind: 'host-lacks', code: lack.code, message: lack.detail };
}

function failure(error: unknown): Extract<FromThread, { kind: 'threw' }> {
  const known = error instanceof Error ? error : new Error(String(error));
  return {
    kind: 'threw',
    errorType: known.name,
    errorMessage: asInLambda(known.message),
    trace: asInLambda(known.stack ?? '')
      .split('\n')
      .slice(0, 5),
  };
}
