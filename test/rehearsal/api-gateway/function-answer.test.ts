import { functionAnswer } from '../../../lib/rehearsal/api-gateway/function-answer';
import cases from '../../cases/api-gateway/function-answers.json';

describe('what API Gateway makes of a function’s answer', () => {
  it.each(cases)('in format $format of $name', ({ format, returned, expected }) => {
    const answer = functionAnswer(JSON.stringify(returned), format as '1.0' | '2.0', 'GET /');
    expect(answer ?? null).toEqual(expected);
  });

  it('is 200 where a handler leaves nothing behind', () => {
    expect(functionAnswer('', '2.0', 'GET /')).toEqual({ status: 200, body: 'null' });
  });

  it('stops by name at a status that is a text', () => {
    expect(() => functionAnswer('{"statusCode":"200"}', '2.0', 'GET / of abc')).toThrow(
      'A statusCode that is a text is not emulated. Met in GET / of abc.',
    );
  });

  it('stops by name at an answer that is no JSON, as one that is streamed', () => {
    expect(() => functionAnswer('{"statusCode":200}\0Hello', '2.0', 'GET / of abc')).toThrow(
      'An answer that is no JSON (a handler that streams may give one) is not emulated. Met in GET / of abc.',
    );
  });
});
