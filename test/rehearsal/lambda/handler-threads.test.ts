import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Worker } from 'node:worker_threads';
import { HandlerThreads } from '../../../lib/rehearsal/lambda/handler-threads';

const mockStarted: Worker[] = [];

jest.mock('node:worker_threads', () => {
  const actual = jest.requireActual<{ readonly Worker: typeof Worker }>('node:worker_threads');
  return {
    ...actual,
    Worker: class extends actual.Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        mockStarted.push(this);
      }
    },
  };
});

/** A thread that tells what it was started with, and then ends if it is told to. */
const TELLING = `
const { parentPort } = require('node:worker_threads');
const env = { ...process.env };
parentPort.on('message', (message) => {
  if (message === 'end') process.exit();
  parentPort.postMessage({ env });
});
`;

async function withThreads(use: (threads: HandlerThreads) => Promise<void>, inside = TELLING): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-threads-'));
  const file = join(directory, 'thread.js');
  writeFileSync(file, inside);
  const threads = new HandlerThreads(file);
  try {
    await use(threads);
  } finally {
    await threads.stop();
    rmSync(directory, { recursive: true });
  }
}

/** What a thread says of itself, which then is ended. */
async function told(thread: Worker) {
  thread.postMessage('tell');
  const [message] = (await once(thread, 'message')) as [{ env: Record<string, string> }];
  await thread.terminate();
  return message;
}

const NEEDS = { memoryMb: 128, variables: { TABLE: 'orders' } };

describe('the threads that handlers run in', () => {
  beforeEach(() => {
    mockStarted.length = 0;
  });

  it('are started one ahead', async () => {
    await withThreads(async (threads) => {
      const first = threads.take(NEEDS);
      expect(mockStarted).toHaveLength(2);
      const second = threads.take(NEEDS);
      expect(mockStarted.slice(0, 2)).toEqual([first, second]);
      expect(mockStarted).toHaveLength(3);
      await Promise.all([first.terminate(), second.terminate()]);
    });
  });

  it('end with the rehearsal where nobody took them', async () => {
    await withThreads(async (threads) => {
      await threads.take(NEEDS).terminate();
      await threads.stop();
      // A thread that has ended has no number any more.
      expect(mockStarted.map(({ threadId }) => threadId)).toEqual([-1, -1]);
    });
  });

  it('know nothing of a function until they are told', async () => {
    await withThreads(async (threads) => {
      expect(await told(threads.take(NEEDS))).toMatchObject({ env: {} });
      expect(await told(threads.take(NEEDS))).toMatchObject({ env: {} });
    });
  });

  it('have the heap of the function’s memory, whoever was served before', async () => {
    await withThreads(async (threads) => {
      for (const memoryMb of [128, 512, 128, 512]) {
        const thread = threads.take({ ...NEEDS, memoryMb });
        expect(thread.resourceLimits?.maxOldGenerationSizeMb).toBeCloseTo(memoryMb * 0.9);
        await thread.terminate();
      }
    });
  });

  it('start with the variables that Node.js reads only then', async () => {
    await withThreads(async (threads) => {
      await threads.take(NEEDS).terminate();
      const variables = { NODE_OPTIONS: '--enable-source-maps', TABLE: 'orders' };
      expect(await told(threads.take({ ...NEEDS, variables }))).toMatchObject({ env: variables });
    });
  });

  it('are not taken once they have ended', async () => {
    await withThreads(async (threads) => {
      await threads.take(NEEDS).terminate();
      const spare = mockStarted[1]!;
      spare.postMessage('end');
      await once(spare, 'exit');
      expect((await told(threads.take(NEEDS))).env).toEqual({});
      expect(mockStarted).toHaveLength(4);
    });
  });

  it('say what is wrong where none can start', async () => {
    await withThreads(async (threads) => {
      const taken = threads.take(NEEDS);
      const spareEnded = new Promise((resolve) => mockStarted[1]!.once('exit', resolve));
      const [error] = (await once(taken, 'error')) as [Error];
      expect(error.message).toBe('broken');
      await spareEnded;
      const [again] = (await once(threads.take(NEEDS), 'error')) as [Error];
      expect(again.message).toBe('broken');
    }, "throw new Error('broken');");
  });
});
