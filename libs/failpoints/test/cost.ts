import { armFailpoints, failpoint } from '../src/index.ts'

/** `node test/cost.ts`: what a failpoint costs that does nothing, beside a call that does nothing. */

const times = 50_000_000
const rounds = 5

function nothing(_name: string): void {}

function nanosecondsOf(call: (name: 'store.opening') => void): number {
  const started = performance.now()
  for (let index = 0; index < times; index += 1) call('store.opening')
  return ((performance.now() - started) / times) * 1e6
}

function tell(what: string, call: (name: 'store.opening') => void): void {
  const costs = Array.from({ length: rounds }, () => nanosecondsOf(call)).toSorted(
    (one, other) => one - other,
  )
  console.log(`${what}: ${costs[Math.floor(rounds / 2)]?.toFixed(2)} ns a call`)
}

tell('an empty function', nothing)
tell('a failpoint, as in production', failpoint)
await armFailpoints({ text: 'store.closing=abort', process: 'cost' })
tell('a failpoint while another is armed', failpoint)
