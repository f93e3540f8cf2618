/** Whether something that has a name goes by an id: the name as a whole, or whole segments of a path. */
export function isCalled(name: string, id: string): boolean {
  return name === id || `/${name}/`.includes(`/${id}/`);
}
