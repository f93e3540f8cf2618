import { type Title } from './title';

/** What a title can be liked for: its genres, its readers and its authors. */
export function traitsOf(title: Title): readonly string[] {
  return [...title.genres, title.demographic, ...title.authors];
}
