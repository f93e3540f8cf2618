/** A command could not look at the account. */
export class LookFailure extends Error {
  override readonly name = 'LookFailure';
  readonly code = 'COULD_NOT_LOOK';
}

const SIGN_IN =
  'Sign in, such as by `aws sso login --profile NAME`, and name the profile in AWS_PROFILE; in CI, assume the role of the pipeline first.';

const FIXES: readonly (readonly [RegExp, (message: string) => string])[] = [
  [/CredentialsProviderError/, () => `There are no AWS credentials here. ${SIGN_IN}`],
  [/ExpiredToken|TokenRefreshRequired/, () => `The AWS credentials have expired. ${SIGN_IN}`],
  [
    /UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId/,
    (message) => `AWS does not know these credentials: ${message} ${SIGN_IN}`,
  ],
  [
    /AccessDenied|UnauthorizedOperation/,
    (message) =>
      `These credentials may not look at it: ${message} Allow the action, or use a role that has read access.`,
  ],
  [/Region is missing/, () => 'There is no AWS region here. Set AWS_REGION, or name a region in the profile.'],
  [
    /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|fetch failed|TimeoutError/,
    (message) => `AWS cannot be reached: ${message} Look at the network, the proxy, AWS_REGION and AWS_ENDPOINT_URL.`,
  ],
];

/** Says of an AWS error what to do about it. Any other error is passed on as it is. */
export async function looking<T>(look: Promise<T>): Promise<T> {
  try {
    return await look;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    const { code } = (error ?? {}) as { readonly code?: unknown };
    const text = `${name} ${typeof code === 'string' ? code : ''} ${message}`;
    const [, fix] = FIXES.find(([pattern]) => pattern.test(text)) ?? [];
    const isOfAws = typeof error === 'object' && error !== null && ('$fault' in error || name === 'NotEmulated');
    const said =
      fix?.(message.endsWith('.') ? message : `${message}.`) ?? (isOfAws ? `${name}: ${message}` : undefined);
    if (said === undefined) throw error;
    throw new LookFailure(said, { cause: error });
  }
}
