/** Another branch failed first: this one is over, and nothing in it retries or catches that. */
export class BranchEnded extends Error {
  override readonly name = 'BranchEnded';
}

/** The whole execution is over, from outside or by its time limit. */
export class ExecutionEnded extends Error {
  override readonly name = 'ExecutionEnded';
}
