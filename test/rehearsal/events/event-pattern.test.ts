import * as v from 'valibot';
import { matches, patternSchema, type EventPattern } from '../../../lib/rehearsal/events/event-pattern';

const event = {
  source: 'aws.codedeploy',
  'detail-type': 'CodeDeploy Deployment State-change Notification',
  resources: ['arn:application', 'arn:group'],
  detail: { state: 'START', attempt: 2, forced: false, cause: null, nested: { deep: 'yes' } },
};

describe('an event pattern', () => {
  it.each<readonly [string, EventPattern, boolean]>([
    ['nothing', {}, true],
    ['its value', { source: ['aws.codedeploy'] }, true],
    ['one of several values', { detail: { state: ['STOP', 'START'] } }, true],
    ['another value', { detail: { state: ['STOP'] } }, false],
    ['no value', { detail: { state: [] } }, false],
    ['a part of its value only', { source: ['aws'] }, false],
    ['all of several names', { source: ['aws.codedeploy'], detail: { state: ['START'] } }, true],
    ['one of several names only', { source: ['aws.codedeploy'], detail: { state: ['STOP'] } }, false],
    ['a name that is missing', { detail: { reason: ['x'] } }, false],
    ['a missing name with null', { detail: { reason: [null] } }, false],
    ['a branch that is missing', { detail: { nowhere: { deep: ['x'] } } }, false],
    ['a number', { detail: { attempt: [2] } }, true],
    ['a number as text', { detail: { attempt: ['2'] } }, false],
    ['a truth value', { detail: { forced: [false] } }, true],
    ['null', { detail: { cause: [null] } }, true],
    ['something deep', { detail: { nested: { deep: ['yes'] } } }, true],
    ['one of the values of a list', { resources: ['arn:group'] }, true],
    ['none of the values of a list', { resources: ['arn:other'] }, false],
    ['a branch where the event has a value', { source: { deep: ['x'] } }, false],
    ['a value where the event has a branch', { detail: ['START'] }, false],
    ['a name of every object in JavaScript', { detail: { constructor: ['x'] } }, false],
  ])('asks for %s', (_, pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it.each([
    ['lists of values', { source: ['a', 1, true, null] }, true],
    ['branches', { detail: { nested: { deep: ['x'] } } }, true],
    ['prefixes', { source: [{ prefix: 'aws.' }] }, false],
    ['what must not be', { detail: { state: [{ 'anything-but': 'START' }] } }, false],
    ['values outside of lists', { source: 'aws.codedeploy' }, false],
  ])('may hold %s: %j, %s', (_, pattern, emulated) => {
    expect(v.is(patternSchema, pattern)).toBe(emulated);
  });
});
