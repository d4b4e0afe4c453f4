/** A value that stays, or one that is asked for at each use as it may change while the service runs. */
export type Live<Value> = Value | (() => Value)

/** What it is just now. The value itself is no function. */
export function valueNow<Value extends string | number | boolean | object | undefined>(
  live: Live<Value>,
): Value {
  return typeof live === 'function' ? (live as () => Value)() : live
}
