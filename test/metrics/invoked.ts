import type { AnyHandler } from '../../lib/metrics';

/** A handler as Lambda's runtime calls it. */
type Called = (...args: readonly unknown[]) => unknown;
type Wrap = (handler: AnyHandler) => Called;

/** What one line says, without what it has of every line. */
export interface Line {
  readonly FunctionName: string;
  readonly Resource: string;
  readonly ExecutedVersion: string;
  readonly Failures?: number;
  readonly Duration?: number;
  readonly ColdStarts?: number;
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: unknown };
}

/** What Lambda says of an invocation. */
export function contextOf(qualifier = 'live') {
  const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:chat';
  return {
    functionName: 'chat',
    functionVersion: '7',
    invokedFunctionArn: qualifier === '' ? arn : `${arn}:${qualifier}`,
  };
}

/** `releaseMetrics` in an environment that was just started, as its type says. */
export function started(type?: string): Wrap {
  const before = process.env.AWS_LAMBDA_INITIALIZATION_TYPE;
  if (type !== undefined) process.env.AWS_LAMBDA_INITIALIZATION_TYPE = type;
  try {
    let loaded: Wrap | undefined;
    jest.isolateModules(() => {
      loaded = jest.requireActual<{ readonly releaseMetrics: Wrap }>('../../lib/metrics').releaseMetrics;
    });
    return loaded!;
  } finally {
    if (before === undefined) delete process.env.AWS_LAMBDA_INITIALIZATION_TYPE;
    else process.env.AWS_LAMBDA_INITIALIZATION_TYPE = before;
  }
}

/** In an environment whose calls are warm from the first on. */
export const warm = () => started('provisioned-concurrency');

/** What is written to the output of the process meanwhile, line by line. */
export function written(): { readonly lines: () => readonly Line[]; readonly restore: () => void } {
  const texts: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    texts.push(String(text));
    return true;
  });
  return {
    lines: () =>
      texts
        .join('')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Line),
    restore: () => {
      spy.mockRestore();
    },
  };
}
