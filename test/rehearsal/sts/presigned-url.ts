import { STSClient } from '@aws-sdk/client-sts';

/** The environment variables that sign calls. */
type Variables = Readonly<Record<string, string | undefined>>;

export interface ToPresign {
  readonly at: Date;
  readonly headers?: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly expiresIn?: number;
  readonly service?: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** An address that asks STS who signed it, presigned by the SDK's own signer. */
export async function presignedUrl(variables: Variables, asked: ToPresign): Promise<string> {
  const { at, headers = {}, host = 'sts.eu-west-1.amazonaws.com', expiresIn = 60, service = 'sts', query } = asked;
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = variables;
  const client = new STSClient({
    region: 'eu-west-1',
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
    },
  });
  const scheme = { name: 'sigv4', signingName: service, signingRegion: 'eu-west-1', properties: {} };
  const signer = (await client.config.signer(scheme)) as unknown as Presigner;
  const request = {
    ...{ method: 'GET', protocol: 'https:', hostname: host, path: '/' },
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15', ...query },
    headers: { host, ...headers },
  };
  const unhoistableHeaders = new Set(Object.keys(headers));
  const { query: signed } = await signer.presign(request, { expiresIn, signingDate: at, unhoistableHeaders });
  return `https://${host}/?${new URLSearchParams(signed).toString().replaceAll('+', '%20')}`;
}

interface Presigner {
  presign(request: object, options: object): Promise<{ readonly query: Record<string, string> }>;
}
