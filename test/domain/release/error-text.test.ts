import { errorText } from '../../../lib/domain/release/error-text';

const payload = (message: string) => JSON.stringify({ errorType: 'Boom', errorMessage: message, trace: ['at x'] });

describe('an error for a person', () => {
  it.each([
    ['its name and its cause', 'States.Timeout', 'Too late.', 'States.Timeout: Too late'],
    ['its name alone', 'States.Timeout', undefined, 'States.Timeout'],
    ['its cause alone', '', 'Too late', 'Too late'],
    ['nothing, where there is nothing', undefined, '', ''],
    ["the message of a function's error", 'Boom', payload('It "broke".\nTwice'), 'Boom: It "broke".\nTwice'],
    ['the same where the stack is cut off', 'Boom', payload('It broke').slice(0, -6), 'Boom: It broke'],
    ['the same where the message itself is cut off', 'Boom', payload('It broke so badly').slice(0, 42), 'Boom: It bro'],
    ['the same with an escape by number before the cut', 'Boom', payload('a\u0001b').slice(0, 44), 'Boom: a\u0001b'],
    ['the same where it is cut inside of an escape', 'Boom', payload('a\u0001').slice(0, 41), 'Boom: a'],
    [
      'what is not quite JSON, as it stands',
      'Boom',
      '{"errorType":"B","errorMessage":"a\nb"}',
      'Boom: {"errorType":"B","errorMessage":"a\nb"}',
    ],
    ['one without half a character at its cut', 'Boom', `${'x'.repeat(298)}🐙x`, `Boom: ${'x'.repeat(298)}…`],
    ['JSON that is something else, as it stands', 'Boom', '{"a":1}', 'Boom: {"a":1}'],
    [
      'the same inside of other words, as it stands',
      'Boom',
      `Said ${payload('It broke')}`,
      `Boom: Said ${payload('It broke')}`,
    ],
    [
      'its words, where they are those of a language',
      'Boom',
      'undefined is no function',
      'Boom: undefined is no function',
    ],
    ['one of 300 characters, whole', 'Boom', 'x'.repeat(300), `Boom: ${'x'.repeat(300)}`],
    ['a long one, cut', 'Boom', 'x'.repeat(400), `Boom: ${'x'.repeat(299)}…`],
  ])('is %s', (_, error, cause, expected) => {
    expect(errorText(error, cause)).toBe(expected);
  });

  it('does not hold the secret', () => {
    expect(errorText('Boom', 'no eyJ-id-1 here, eyJ-id-1', 'eyJ-id-1')).toBe(
      'Boom: no (hook execution id) here, (hook execution id)',
    );
  });
});
