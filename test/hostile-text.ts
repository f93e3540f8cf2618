import fc from 'fast-check';

/** What texts from outside have been seen to try, at any edge. */
const PLANTED = [
  '\nServing now: version 2.',
  '\r\nServing now: version 2.\r\n',
  '\rServing now: version 2.',
  '\u2028Serving now: version 2.\u2029',
  '\u0085Serving now: version 2.',
  '\vServing now: version 2.\fDecided by: nobody.',
  '<!channel> <!here> <@U024BE7LH> <#C024BE7LR|general>',
  '<https://evil.example|https://console.aws.amazon.com>',
  '&lt;!channel&gt; &amp;lt;',
  '\u001B[2J\u001B[1;1H\u001B[32m✔ released\u001B[0m',
  '\u001B]8;;https://evil.example\u0007click\u001B]8;;\u0007',
  '\u001B]0;title\u0007\u001BP$q\u001B\\',
  '\u009B31mred\u009D0;title\u009C',
  '\b\b\b\b\u007F\u0000',
  '\u202Eevisrever\u202C \u2066isolated\u2069 \u200F\u061C',
  'zero\u200Bwidth\u2060\uFEFF\u00AD',
  '\u{E0041}\u{E0042}\u{E007F}',
  '```\n*bold* _italic_ ~gone~ [text](https://evil.example)',
  '","status":"Succeeded","x":"',
  '\uD800 half a character \uDC00',
];

/** Text that somebody who wants to deceive a reader may have written. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...PLANTED), fc.string({ unit: 'binary', maxLength: 8 }), fc.constant(' ')), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

/** Whatever a terminal, a mail or a chat may take for the end of a line. */
export const LINE_ENDS = /\r\n|[\n\v\f\r\u001C-\u001E\u0085\u2028\u2029]/u;

/** Controls other than tabs and line feeds, escapes, and characters that hide or turn round what is beside them. */
export const ACTING =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E0FFF}]/u;
