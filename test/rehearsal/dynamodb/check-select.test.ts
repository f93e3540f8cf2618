import { checkSelect } from '../../../lib/rehearsal/dynamodb/check-select';

const projected = { ProjectionExpression: 'a' };

describe('what a query or a scan selects', () => {
  it.each([
    [{ Select: 'ALL_ATTRIBUTES', ...projected }, 'ProjectionExpression when choosing to get ALL_ATTRIBUTES'],
    [{ Select: 'COUNT', ...projected }, 'ProjectionExpression when choosing to get only the Count'],
    [{ Select: 'SPECIFIC_ATTRIBUTES' }, 'Must specify the AttributesToGet or ProjectionExpression'],
  ])('is refused where it contradicts itself: %j', (input, message) => {
    expect(() => {
      checkSelect('Scan', input);
    }).toThrow(message);
  });

  it.each([{}, projected, { Select: 'COUNT' }, { Select: 'SPECIFIC_ATTRIBUTES', ...projected }])(
    'is taken otherwise: %j',
    (input) => {
      expect(() => {
        checkSelect('Query', input);
      }).not.toThrow();
    },
  );

  it('is nothing that other operations have', () => {
    expect(() => {
      checkSelect('GetItem', { Select: 'COUNT', ...projected });
    }).not.toThrow();
  });
});
