/** A call to an outside service that came to nothing. Its message is ours: it holds nothing that was sent. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError';
}

/**
 * What became of a call, in words of ours. Errors of Node.js hold what they were given, such as the whole of a URL or of
 * a header, which may be a secret; so of those only the code is told, such as ECONNREFUSED.
 */
export function outsideError(error: unknown): OutsideError {
  if (error instanceof OutsideError) return error;
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  const known = [code, name].find((one) => typeof one === 'string' && /^[A-Za-z][A-Za-z0-9_]{1,60}$/.test(one));
  return new OutsideError(typeof known === 'string' ? known : 'an error without a code');
}
