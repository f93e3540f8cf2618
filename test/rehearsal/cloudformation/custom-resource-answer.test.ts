import * as fc from 'fast-check';
import { readAnswer } from '../../../lib/rehearsal/cloudformation/custom-resources/custom-resource-answer';
import cases from '../../cases/cloudformation/operations-custom-resource-answers.json';

const REQUEST = { StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Thing' };

function withLength(bytes: number): string {
  const empty = JSON.stringify({ ...REQUEST, Status: 'SUCCESS', PhysicalResourceId: 'thing-1', Data: { text: '' } });
  return empty.replace('""', `"${'x'.repeat(bytes - empty.length)}"`);
}

describe('the answer of a custom resource', () => {
  it.each(cases)('is read by the rules: $name', ({ answer, expected }) => {
    expect(readAnswer(JSON.stringify({ ...REQUEST, ...answer }), REQUEST)).toEqual(expected);
  });

  it('may have 4096 bytes, and no more', () => {
    expect(readAnswer(withLength(4096), REQUEST).kind).toBe('success');
    expect(readAnswer(withLength(4097), REQUEST)).toEqual({ kind: 'refused', reason: 'Response object is too long.' });
  });

  it('counts bytes, not letters', () => {
    const body = withLength(4096).replaceAll('x', 'é');
    expect(readAnswer(body, REQUEST)).toMatchObject({ reason: 'Response object is too long.' });
  });

  it('may have a physical id of 1024 bytes, and no more', () => {
    const answer = (length: number) =>
      readAnswer(JSON.stringify({ ...REQUEST, Status: 'SUCCESS', PhysicalResourceId: 'x'.repeat(length) }), REQUEST);
    expect(answer(1024).kind).toBe('success');
    expect(answer(1025)).toMatchObject({ reason: 'Invalid PhysicalResourceId' });
  });

  it('is refused, never an error of the rehearsal, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(readAnswer(body, REQUEST).kind).toBe('refused');
      }),
    );
  });
});
