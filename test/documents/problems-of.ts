import { DocumentError } from '../../lib/documents/document-error';

/** What a reader refuses, without the name of the file, which is `file`; empty where it reads. */
export function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return error.message.split('\n').map((line) => line.slice(error.file.length + 1));
  }
}
