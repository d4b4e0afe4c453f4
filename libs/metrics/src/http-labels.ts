/** The route label of every path that nothing answers, so that strangers cannot add series. */
export const UNMATCHED_ROUTE = '__unmatched__'

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** One of the usual methods, else `_OTHER`. */
export function methodLabel(method: string): string {
  return KNOWN_METHODS.has(method) ? method : '_OTHER'
}

/** The pattern of a route such as `/prompts/:name`, never a path. */
export function routeLabel(pattern: string | undefined): string {
  return pattern ?? UNMATCHED_ROUTE
}

/** `2xx`, `3xx`, …; `aborted` when the client left before the answer was complete. */
export function statusClassLabel(status: number, complete: boolean): string {
  return complete ? `${Math.trunc(status / 100)}xx` : 'aborted'
}
