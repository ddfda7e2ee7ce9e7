/** What can go wrong between the desk and the service: one class per cause. */

/** The service refused: `code` is the contract's, `by` names a colleague where one was quicker. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly by: string | null = null,
    readonly retryAfterS: number | null = null,
  ) {
    super(`${status} ${code}`);
  }
}

/** Nothing came back: no network, or the service is down. */
export class Unreachable extends Error {}
