/** Why a job got no answer from the child processes that tried it. */
export type ChildLoss =
  | 'child_lost' // the process ended
  | 'timed_out' // the process did not answer in time and was ended
  | 'pool_closed' // the server is stopping

export class ChildLost extends Error {
  readonly code: ChildLoss

  constructor(code: ChildLoss, message: string) {
    super(message)
    this.name = 'ChildLost'
    this.code = code
  }
}
