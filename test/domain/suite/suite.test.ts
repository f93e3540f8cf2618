import * as v from 'valibot';
import { suiteSchema } from '../../../lib/domain/suite/suite';
import cases from '../../cases/suite/suites.json';

const plain = {
  effects: 'none',
  conversations: [{ key: 'says-hello', turns: [{ event: 'Hello', expect: { reply: 'Hello' } }] }],
};

describe('a suite', () => {
  it.each(cases)('is refused with $name', ({ change, says }) => {
    const { success, issues = [] } = v.safeParse(suiteSchema, { ...plain, ...change });
    expect(success).toBe(false);
    expect(issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`).join('\n')).toContain(says);
  });

  it('carries nothing and gives a turn 5 seconds unless it says otherwise', () => {
    expect(v.parse(suiteSchema, plain)).toMatchObject({ carry: {}, timeoutSeconds: 5 });
  });
});
