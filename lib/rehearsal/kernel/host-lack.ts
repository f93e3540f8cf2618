/** This machine lacks something, so nothing can be said about the release: what it is, and where more of it comes from. */
export class HostLack extends Error {
  override readonly name = 'HostLack';

  constructor(
    readonly code: LackCode,
    readonly detail: string,
  ) {
    const { what, fix } = LACKS[code];
    super(`This machine lacks ${what} (${code}: ${detail}), so nothing was rehearsed to its end. ${fix}`);
  }
}

const FILES_FIX = 'Allow this shell more, such as by `ulimit -n 4096`, or let fewer customers call at once.';
const MEMORY_FIX = 'Give it more, or let fewer customers call at once: each call that runs at a time has a thread.';

/** By the code of Node.js's error: "Errors" in its documentation, and errno(3). */
const LACKS = {
  EMFILE: { what: 'file descriptors for this process', fix: FILES_FIX },
  ENFILE: { what: 'file descriptors', fix: 'Close other programs, or raise the limit of the machine.' },
  ENOMEM: { what: 'memory', fix: MEMORY_FIX },
  ENOBUFS: { what: 'buffers for connections', fix: 'Let fewer customers call at once.' },
  ENOSPC: { what: 'space on its disk', fix: 'Make room, or name a folder on another disk.' },
  EDQUOT: { what: 'space within your quota of its disk', fix: 'Make room, or name a folder on another disk.' },
  ERR_WORKER_INIT_FAILED: { what: 'what a further thread needs', fix: `${MEMORY_FIX} ${FILES_FIX}` },
} as const satisfies Record<string, { readonly what: string; readonly fix: string }>;

export type LackCode = keyof typeof LACKS;

/** @internal */
export function isLackCode(code: unknown): code is LackCode {
  return typeof code === 'string' && Object.hasOwn(LACKS, code);
}

/** What an error says that the machine lacks, however deep it says so; undefined where it is about something else. */
export function hostLackOf(error: unknown): HostLack | undefined {
  if (error instanceof HostLack) return error;
  if (!(error instanceof Error)) return undefined;
  const { code, message, cause } = error as Error & { readonly code?: unknown };
  if (isLackCode(code)) return new HostLack(code, message);
  return cause === error ? undefined : hostLackOf(cause);
}
