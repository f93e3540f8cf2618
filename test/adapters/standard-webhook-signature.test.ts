import { standardWebhookHeaders } from '../../lib/adapters/standard-webhook-signature';
import { Secret } from '../../lib/domain/secret/secret';

const secret = (text: string) => new Secret(text, 'The secret of the webhook');
/** A key, an id, a time and a body whose signature is published (Svix, "Verifying payloads manually"). */
const KNOWN = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  content: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('the headers of a webhook', () => {
  it('have the signature that the specification’s own example has', () => {
    expect(standardWebhookHeaders(KNOWN.content, [secret(KNOWN.secret)])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': KNOWN.signature,
    });
  });

  it.each([
    ['the id', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJel' }],
    ['the time', { timestamp: 1614265331 }],
    ['the body', { body: '{"test":2432232314}' }],
  ])('have another signature where %s is another', (_, change) => {
    const { 'webhook-signature': signature } = standardWebhookHeaders({ ...KNOWN.content, ...change }, [
      secret(KNOWN.secret),
    ]);
    expect(signature).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(signature).not.toBe(KNOWN.signature);
  });

  it('have a signature by each key while one takes the place of the other', () => {
    const next = secret(`whsec_${Buffer.alloc(64, 7).toString('base64')}`);
    const { 'webhook-signature': both } = standardWebhookHeaders(KNOWN.content, [secret(KNOWN.secret), next]);
    const [first, second, ...others] = both.split(' ');
    expect([first, others]).toEqual([KNOWN.signature, []]);
    expect(standardWebhookHeaders(KNOWN.content, [next])['webhook-signature']).toBe(second);
  });

  it('are not there for an id with a full stop, which could be that of another text', () => {
    expect(() => standardWebhookHeaders({ ...KNOWN.content, id: 'a.1' }, [secret(KNOWN.secret)])).toThrow(
      'must have no full stop, as one ends it in what is signed, got: a.1',
    );
  });

  it.each([
    ['without its beginning', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['that is too short', `whsec_${Buffer.alloc(23, 7).toString('base64')}`],
    ['that is too long', `whsec_${Buffer.alloc(65, 7).toString('base64')}`],
    ['that is no base64', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa!!'],
    ['that is nothing', ''],
  ])('are not there by a key %s, and the error has nothing of it', (_, text) => {
    const signed = () => standardWebhookHeaders(KNOWN.content, [secret(text)]);
    expect(signed).toThrow('The secret of the webhook cannot sign: it has to be whsec_ and then 24 to 64 random bytes');
    // eslint-disable-next-line jest/no-conditional-expect -- an empty text is in every other.
    if (text !== '') expect(signed).not.toThrow(text.slice(6));
  });
});
