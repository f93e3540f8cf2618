import * as fc from 'fast-check';
import { filledTemplate, readNoteTemplate, type View } from '../../../lib/domain/notes/note-template';

const KNOWN = new Set(['title', 'list', 'name', 'text']);

function fill(text: string, view: View): string {
  const read = readNoteTemplate(text, KNOWN);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return filledTemplate(read.template, view, (value) => value.toUpperCase());
}

describe('a template', () => {
  it.each<[string, string, View, string]>([
    ['texts, each escaped', 'a {{title}} {{ title }}', { title: 'b' }, 'a B B'],
    ['nothing for what is not there', '[{{title}}]', {}, '[]'],
    ['a section for each item', '{{#list}}<{{name}}>{{/list}}', { list: [{ name: 'a' }, { name: 'b' }] }, '<A><B>'],
    ['items that are texts', '{{#list}}{{.}},{{/list}}', { list: ['a', 'b'] }, 'A,B,'],
    ['a section once for a text', '{{#title}}({{title}}){{/title}}', { title: 'x' }, '(X)'],
    ['no section for an empty text or list', '{{#title}}a{{/title}}{{#list}}b{{/list}}', { title: '', list: [] }, ''],
    ['the opposite', '{{^list}}none{{/list}}{{^title}}x{{/title}}', { list: [], title: 'a' }, 'none'],
    ['what is around an item', '{{#list}}{{title}}{{/list}}', { title: 't', list: [{ name: 'a' }] }, 'T'],
    ['what an item itself says first', '{{#list}}{{title}}{{/list}}', { title: 't', list: [{ title: 'own' }] }, 'OWN'],
    [
      'no empty line for a mark of a section alone on its line',
      'a\n{{#list}}\n- {{.}}\n{{/list}}\nb\n',
      { list: ['x'] },
      'a\n- X\nb\n',
    ],
    ['no mark that a text brings', '{{title}}', { title: '{{text}}', text: 'no' }, '{{TEXT}}'],
  ])('is filled with %s', (_, text, view, expected) => {
    expect(fill(text, view)).toBe(expected);
  });

  it.each<[string, string, number, number, string]>([
    ['a name that nobody knows', 'a\n  {{titel}}', 2, 3, 'there is no titel; known are title, list'],
    ['a section of one', '{{#lists}}{{/lists}}', 1, 1, 'there is no lists'],
    ['a section that is never ended', 'a\n{{#list}}\n', 2, 1, '{{#list}} is never ended'],
    ['an end of nothing', '{{/list}}', 1, 1, '{{/list}} ends nothing that is open'],
    ['ends that cross', '{{#list}}{{#title}}{{/list}}{{/title}}', 1, 20, '; {{#title}} is'],
    ['a mark that does not end', 'x {{title', 1, 3, 'a mark that does not end'],
    ['a mark without escape, which there is not', '{{&title}}', 1, 1, 'there is no &title'],
    ['a mark of three, which there is not', '{{{title}}}', 1, 1, 'a mark that does not end'],
  ])('is refused with %s, and where', (_, text, line, column, message) => {
    const read = readNoteTemplate(text, KNOWN);
    expect('problems' in read && read.problems[0]).toMatchObject({ line, column });
    expect(JSON.stringify(read)).toContain(message);
  });

  it('without marks is itself', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('{{')),
        (text) => {
          expect(fill(text, {})).toBe(text);
        },
      ),
    );
  });
});
