/** Which release a break-glass was used by: each is good for one. */
export interface SpentGlasses {
  /** The release that has used it. */
  by(id: string): Promise<string | undefined>;
  /** Uses it for a release, and answers the release that has it from then on: of several that race, one wins. */
  spend(id: string, releaseId: string, at: number): Promise<string>;
}
