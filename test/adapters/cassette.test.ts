import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingJudge, replayingJudge } from '../../lib/adapters/cassette';
import type { Judge, JudgeAnswer } from '../../lib/domain/judge/judge-port';
import { requestOf, scored } from '../domain/judge/known-judges';

const call = { timeoutMs: 1000 };
const request = requestOf({ question: 'How long?', answer: '30 days.', required: [{ anyOf: ['30 days'] }] });
const unavailable: JudgeAnswer = { kind: 'unavailable', problem: 'throttled', latencyMs: 1, notes: [] };
const malformed: JudgeAnswer = { kind: 'malformed', problem: 'it is prose.', latencyMs: 2, notes: ['as told'] };

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-cassette-'));
  file = join(directory, 'judge.jsonl');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** A judge that gives these answers, one after the other. */
function scripted(...answers: JudgeAnswer[]): Judge {
  return () => Promise.resolve(answers.shift() ?? unavailable);
}

describe('a cassette', () => {
  it('replays what was recorded, take by take', async () => {
    const takes = [scored(4), malformed, scored(2)];
    const recording = recordingJudge(scripted(...takes), 'model-a', file);
    for (const take of takes) expect(await recording(request, call)).toEqual(take);
    const replaying = replayingJudge('model-a', file);
    for (const take of takes) expect(await replaying(request, call)).toEqual(take);
    expect(await replaying(request, call)).toMatchObject({
      kind: 'unavailable',
      problem: expect.stringContaining('no take 4 of model-a') as string,
    });
  });

  it('replays in any order of the questions', async () => {
    const other = { ...request, answer: '60 days.' };
    const recording = recordingJudge(scripted(scored(5), scored(1)), 'model-a', file);
    await recording(request, call);
    await recording(other, call);
    const replaying = replayingJudge('model-a', file);
    expect(await replaying(other, call)).toMatchObject({ score: 1 });
    expect(await replaying(request, call)).toMatchObject({ score: 5 });
  });

  it.each([
    ['answer', { ...request, answer: '60 days.' }],
    ['question', { ...request, question: 'How?' }],
    ['reference', { ...request, reference: '30 days' }],
    ['fact', { ...request, required: [] }],
    ['earlier turn', { ...request, earlier: [{ user: 'a', answer: 'b' }] }],
    ['rubric', { ...request, rubric: { ...request.rubric, asks: 'Other?' } }],
    ['place of the answer', { ...request, answerStands: 'before' as const }],
  ])('does not pass off old scores for another %s', async (_, changed) => {
    await recordingJudge(scripted(scored(5)), 'model-a', file)(request, call);
    const replaying = replayingJudge('model-a', file);
    expect(await replaying(changed, call)).toMatchObject({ kind: 'unavailable' });
    expect(await replaying(request, call)).toMatchObject({ kind: 'scored' });
  });

  it('does not pass off the scores of another judge', async () => {
    await recordingJudge(scripted(scored(5)), 'model-a', file)(request, call);
    expect(await replayingJudge('model-b', file)(request, call)).toMatchObject({ kind: 'unavailable' });
  });

  it('does not hold answers that never came, nor what was asked', async () => {
    const recording = recordingJudge(scripted(scored(5), unavailable), 'model-a', file);
    await recording(request, call);
    await recording(request, call);
    const text = readFileSync(file, 'utf8');
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).not.toContain('30 days');
  });

  it('says which line is no recording', async () => {
    await recordingJudge(scripted(scored(5)), 'model-a', file)(request, call);
    appendFileSync(file, '{"schema":1,"key":"a","take":0,"answer":{"kind":"scored","score":6}}\n');
    expect(() => replayingJudge('model-a', file)).toThrow(`${file}:2: this line is no recording`);
  });

  it.each([
    ['a latency', '"latencyMs":1e999,"notes":[]'],
    ['a count of tokens', '"latencyMs":1,"notes":[],"usage":{"inputTokens":9007199254740993,"outputTokens":1}'],
  ])('takes no line for a recording whose number JSON cannot carry: %s', (_, members) => {
    const answer = `{"kind":"scored","score":5,"reason":"",${members}}`;
    appendFileSync(file, `{"schema":1,"key":"a","take":0,"answer":${answer}}\n`);
    expect(() => replayingJudge('model-a', file)).toThrow(`${file}:1: this line is no recording`);
  });
});
