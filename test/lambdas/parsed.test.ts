import * as v from 'valibot';
import { parsed } from '../../lambdas/parsed';

const schema = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  secret: v.string(),
  inner: v.object({ count: v.number() }),
});

describe('what a function is given', () => {
  it('is what its schema makes of it', () => {
    const value = { id: 'd-1', secret: 's', inner: { count: 1 } };
    expect(parsed('The event', schema, value)).toEqual(value);
  });

  it('is refused with all that is wrong with it', () => {
    expect(() => parsed('The event', schema, { id: '', secret: 's', inner: { count: '1' } })).toThrow(
      'The event cannot be understood: id: Invalid length: Expected !0; inner.count: Invalid type: Expected number.',
    );
  });

  it('is refused as a whole where it is of another kind', () => {
    expect(() => parsed('The event', schema, 'text')).toThrow(
      'The event cannot be understood: Invalid type: Expected Object.',
    );
  });

  it('is kept out of the error, with all that is in it, since errors are logged whole', () => {
    let thrown: unknown;
    try {
      parsed('The event', schema, { id: 'd-1', secret: 'a-secret', more: true });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Error);
    const said = JSON.stringify([thrown, (thrown as Error).message, (thrown as Error).cause]);
    expect(said).toContain('more: Invalid key');
    expect(said).not.toContain('a-secret');
  });
});
