import fc from 'fast-check';
import {
  anyValue,
  listValue,
  orderedValue,
  setValue,
  smallNumber,
  stringValue,
  type AttributeValue,
} from './attribute-values';

/** An expression, and what it names. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

const plain = (text: string): Expression => ({ text, names: {}, values: {} });

/** Puts expressions into a text where `?` stands for each. Their values get names of their own. */
function compose(template: string, ...parts: readonly Expression[]): Expression {
  const pieces = template.split('?');
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  let text = pieces[0] ?? '';
  parts.forEach((part, index) => {
    let inner = part.text;
    for (const [name, value] of Object.entries(part.values)) {
      const fresh = `:v${Object.keys(values).length}`;
      inner = inner.replace(new RegExp(`${name}(?![\\w])`), fresh.replace(':', ':_'));
      values[fresh] = value;
    }
    Object.assign(names, part.names);
    text += `${inner}${pieces[index + 1] ?? ''}`;
  });
  return { text: text.replaceAll(':_v', ':v'), names, values };
}

/** Attributes that nothing else depends on, by name and by placeholder. */
const path: fc.Arbitrary<Expression> = fc.constantFrom<Expression>(
  ...['a', 's', 'u', 'm.x', 'l[0]', 'm.x.y', 'l[5]'].map(plain),
  { text: '#name', names: { '#name': 'name' }, values: {} },
  { text: '#m.#x', names: { '#m': 'm', '#x': 'x' }, values: {} },
  { text: '#l[1]', names: { '#l': 'l' }, values: {} },
  { text: '#dot', names: { '#dot': 'a.b' }, values: {} },
);

/** Those, and what the table's indexes are made of. */
const anyPath = fc.oneof({ weight: 5, arbitrary: path }, fc.constantFrom('n', 'kind').map(plain));

const asValue = (value: AttributeValue): Expression => ({ text: ':v', names: {}, values: { ':v': value } });

const any = anyValue.map(asValue);
const ordered = orderedValue.map(asValue);
const number = smallNumber.map(asValue);
const set = setValue.map(asValue);
const list = listValue.map(asValue);
const string = stringValue.filter(({ S }) => S !== '').map(asValue);
const type = fc.constantFrom('S', 'N', 'SS', 'NULL', 'L', 'M', 'BOOL').map((S) => asValue({ S }));

const of = (template: string, ...parts: readonly fc.Arbitrary<Expression>[]): fc.Arbitrary<Expression> =>
  fc.tuple(...parts).map((made) => compose(template, ...made));

/** What is said of attributes with such paths. */
function conditionOn(paths: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.letrec<{ all: Expression; one: Expression }>((tie) => ({
    one: fc.oneof(
      of('attribute_exists(?)', paths),
      of('attribute_not_exists(?)', paths),
      of('attribute_type(?, ?)', paths, type),
      of('begins_with(?, ?)', paths, string),
      of('contains(?, ?)', paths, any),
      of('? = ?', paths, any),
      of('? <> ?', any, paths),
      of('? < ?', paths, ordered),
      of('? >= ?', ordered, paths),
      of('size(?) > ?', paths, number),
      of('? BETWEEN ? AND ?', paths, fc.constant(asValue({ N: '-1' })), fc.constant(asValue({ N: '2.50' }))),
      of('? IN (?, ?)', paths, any, any),
    ),
    all: fc.oneof(
      { maxDepth: 2 },
      { weight: 6, arbitrary: tie('one') },
      of('NOT ?', tie('one')),
      of('(?) AND (?)', tie('all'), tie('all')),
      of('? OR ?', tie('one'), tie('all')),
    ),
  })).all;
}

/** What a write asks first. */
export const condition: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 3, arbitrary: conditionOn(fc.oneof({ weight: 6, arbitrary: anyPath }, fc.constant(plain('sk')))) },
  fc.constantFrom('attribute_exists(pk)', 'attribute_not_exists(pk)').map(plain),
);

/** What is kept of what is read: never by the keys. */
export const filter: fc.Arbitrary<Expression> = conditionOn(path);

const assignment = fc.oneof(
  { weight: 4, arbitrary: of('? = ?', path, any) },
  of('n = if_not_exists(n, ?) + ?', number, number),
  of(
    'kind = ?',
    fc.constantFrom('k1', 'k2').map((S) => asValue({ S })),
  ),
  of('? = ? + ?', path, path, number),
  of('? = ? - ?', path, number, path),
  of('? = if_not_exists(?, ?)', path, path, any),
  of('? = list_append(?, ?)', path, path, list),
  of('? = list_append(?, if_not_exists(?, ?))', path, list, path, list),
  of('? = ?', path, path),
);

const several = (one: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> =>
  fc.array(one, { minLength: 1, maxLength: 2 }).map((parts) => compose(parts.map(() => '?').join(', '), ...parts));

const clause = {
  SET: of('SET ?', several(assignment)),
  REMOVE: of('REMOVE ?', several(path)),
  ADD: of('ADD ?', several(of('? ?', fc.constantFrom('u', 'a', 'n').map(plain), number))),
  ADD_SET: of('ADD ? ?', fc.constantFrom('u', 's').map(plain), set),
  DELETE: of('DELETE ? ?', fc.constantFrom('u', 's').map(plain), set),
};

/** What an update does. */
export const update: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 6, arbitrary: clause.SET },
  { weight: 3, arbitrary: fc.oneof(clause.REMOVE, clause.ADD, clause.ADD_SET, clause.DELETE) },
  { weight: 2, arbitrary: of('? ?', clause.SET, clause.REMOVE) },
);

/** Which attributes are wanted. */
export const projection: fc.Arbitrary<Expression> = several(
  fc.oneof({ weight: 4, arbitrary: anyPath }, fc.constantFrom('pk', 'sk').map(plain)),
);

/** The members of a request that several expressions together take. */
export function members(
  expressions: Readonly<Record<string, Expression | undefined>>,
): Readonly<Record<string, unknown>> {
  const given = Object.entries(expressions).filter((entry): entry is [string, Expression] => entry[1] !== undefined);
  const whole = compose(given.map(() => '?').join('\n'), ...given.map(([, expression]) => expression));
  const texts = whole.text.split('\n');
  const { names, values } = whole;
  return {
    ...Object.fromEntries(given.map(([member], index) => [member, texts[index]])),
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
}
