import type { WireRequest } from '../kernel/wire';

/** What a signature says of who signed, for what: AWS Signature Version 4, "credential scope". */
export interface Signature {
  /** Empty where the request is not signed. */
  readonly accessKeyId: string;
  /** Eight digits. */
  readonly date: string;
  readonly region: string;
  /** By its signing name. */
  readonly service: string;
  /** Whether it stands in the address, and not in a header. */
  readonly isPresigned: boolean;
}

const CREDENTIAL = /^([^/]+)\/(\d+)\/([^/]+)\/([^/]+)\/aws4_request$/;

/** The signature of a request, in its `Authorization` header or in its address. */
export function signatureOf({ headers, path }: Pick<WireRequest, 'headers' | 'path'>): Signature {
  const inHeader = /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1];
  const credential = inHeader ?? queryOf(path).get('X-Amz-Credential') ?? '';
  const [, accessKeyId = '', date = '', region = '', service = ''] = CREDENTIAL.exec(credential) ?? [];
  return { accessKeyId, date, region, service, isPresigned: inHeader === undefined && credential !== '' };
}

export function queryOf(path: string): URLSearchParams {
  return new URL(path, 'http://endpoint').searchParams;
}
