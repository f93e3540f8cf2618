/** What is kept by name: the manifests of releases. */
export interface Parameters {
  /** @throws where there is none of that name */
  read(name: string): Promise<string>;
}
