import fc from 'fast-check';

/** A value as DynamoDB's API words it. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** Numbers as text: as written, and to the ends of what DynamoDB keeps. */
const NUMBERS = [
  '0',
  '1',
  '2',
  '10',
  '-1',
  '1.0',
  '007',
  '1e3',
  '1E-5',
  '-0',
  '0.1',
  '3.50',
  '12345678901234567890123456789012345678',
  '0.00000000000000000000000000000000000001',
  '1e125',
  '-9.9999999999999999999999999999999999999E+125',
  '1e-130',
];

const STRINGS = ['', 'a', 'b', 'ab', 'abc', 'Z', 'é', '😀', 'name'];

export const numberValue: fc.Arbitrary<AttributeValue> = fc.constantFrom(...NUMBERS).map((N) => ({ N }));

/** Numbers that can be added up and are exact. */
export const smallNumber: fc.Arbitrary<AttributeValue> = fc
  .constantFrom('0', '1', '-1', '2.5', '10', '0.1', '1e3')
  .map((N) => ({ N }));

export const stringValue: fc.Arbitrary<AttributeValue> = fc.constantFrom(...STRINGS).map((S) => ({ S }));

const binary: fc.Arbitrary<AttributeValue> = fc.constantFrom('', 'YQ==', 'YWI=', '/w==').map((B) => ({ B }));

/** What has an order. */
export const orderedValue: fc.Arbitrary<AttributeValue> = fc.oneof(numberValue, stringValue, binary);

const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 8, arbitrary: orderedValue },
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
);

export const setValue: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }).map((SS) => ({ SS })),
  fc.uniqueArray(fc.constantFrom('1', '2', '3', '-4.5'), { minLength: 1 }).map((NS) => ({ NS })),
  fc.uniqueArray(fc.constantFrom('YQ==', 'YWI=', '/w=='), { minLength: 1 }).map((BS) => ({ BS })),
);

export const listValue: fc.Arbitrary<AttributeValue> = fc.array(scalar, { maxLength: 3 }).map((L) => ({ L }));

const mapValue: fc.Arbitrary<AttributeValue> = fc
  .dictionary(fc.constantFrom('x', 'y', 'name'), scalar, { maxKeys: 3 })
  .map((M) => ({ M }));

export const anyValue: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: setValue },
  listValue,
  mapValue,
);
