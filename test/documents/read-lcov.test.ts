import * as fc from 'fast-check';
import { lcovOf } from '../../lib/documents/read-lcov';
import { problemsOf } from './problems-of';

const read = (...lines: readonly string[]) => lcovOf('file', lines.join('\n'));

describe('a coverage trace', () => {
  it('has its lines summed over all files', () => {
    expect(
      read(
        '# written by hand',
        'TN:unit',
        'SF:src/a.ts',
        'FN:1,f',
        'FNDA:1,f',
        'FNF:1',
        'FNH:1',
        'DA:1,1',
        'DA:2,0,checksum==',
        'DA:3,12',
        'BRDA:1,0,0,-',
        'BRF:1',
        'BRH:0',
        'LF:3',
        'LH:2',
        'end_of_record',
        'SF:src/b.ts\r',
        'DA:1,0',
        'end_of_record',
      ),
    ).toEqual({ files: 2, linesFound: 4, linesHit: 2 });
  });

  it('counts a file of several records once: a line is covered where any of them ran it', () => {
    const shard = (...hits: readonly number[]) => [
      'SF:a.ts',
      ...hits.map((hit, index) => `DA:${index + 1},${hit}`),
      `LF:${hits.length}`,
      `LH:${hits.filter((hit) => hit > 0).length}`,
      'end_of_record',
    ];
    expect(read(...shard(1, 0, 0), ...shard(0, 2, 0, 0))).toEqual({ files: 1, linesFound: 4, linesHit: 2 });
  });

  it('without records has no lines', () => {
    expect(read('')).toEqual({ files: 0, linesFound: 0, linesHit: 0 });
  });

  it.each([
    [
      'whose total of lines is another',
      ['SF:a', 'DA:1,1', 'LF:9', 'LH:1', 'end_of_record'],
      '3:1: a: says LF:9, and its DA lines come to 1',
    ],
    [
      'whose total of hits is another',
      ['SF:a', 'DA:1,0', 'LF:1', 'LH:1', 'end_of_record'],
      '4:1: a: says LH:1, and its DA lines come to 0',
    ],
    ['that is cut off', ['SF:a', 'DA:1,1'], '1:1: a: has no end_of_record: the trace is cut off'],
    [
      'with a record in another',
      ['SF:a', 'SF:b', 'end_of_record'],
      '2:1: a: begins another record before the one of line 1 has ended',
    ],
    ['with a line of no file', ['DA:1,1'], '1:1: belongs to no file; a record begins with SF:'],
    ['with an end of no record', ['end_of_record'], '1:1: ends a record that has not begun'],
    [
      'with a line that did not run so often',
      ['SF:a', 'DA:1,-1', 'end_of_record'],
      '2:1: a: must be DA:<line>,<times it ran>, got DA:1,-1',
    ],
    ['that is something else', ['<html>', '</html>'], '1:1: is no line of an LCOV trace: <html>'],
  ])('is refused with its place, %s', (_, lines, problem) => {
    expect(problemsOf(() => read(...lines))).toEqual([expect.stringContaining(problem)]);
  });

  it('comes to the same in whatever order its records are', () => {
    const record = fc.record({
      file: fc.constantFrom('a', 'b', 'c'),
      hits: fc.dictionary(fc.integer({ min: 1, max: 20 }).map(String), fc.integer({ min: 0, max: 3 })),
    });
    fc.assert(
      fc.property(fc.array(record), (records) => {
        const text = (some: typeof records) =>
          some.flatMap(({ file, hits }) => [
            `SF:${file}`,
            ...Object.entries(hits).map(([line, hit]) => `DA:${line},${hit}`),
            'end_of_record',
          ]);
        const { linesFound, linesHit } = read(...text(records));
        expect(read(...text([...records].reverse()))).toMatchObject({ linesFound, linesHit });
        const lines = new Set(records.flatMap(({ file, hits }) => Object.keys(hits).map((line) => `${file}:${line}`)));
        expect(linesFound).toBe(lines.size);
      }),
    );
  });
});
