import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { StrainWatch } from './strain.ts'

const pass = (ms: number) => once(AbortSignal.timeout(ms), 'abort')

function block(ms: number): void {
  const endsAt = performance.now() + ms
  while (performance.now() < endsAt);
}

function watchFor(limits: ConstructorParameters<typeof StrainWatch>[0]): StrainWatch {
  const watch = new StrainWatch(limits)
  onTestFinished(() => watch.stop())
  return watch
}

test('a loop that is late again and again is seen', async () => {
  const watch = watchFor({ maxLoopDelayMs: 100, maxRssBytes: 0 })
  while (watch.ask() !== 'loop_delay') {
    block(300)
    await pass(1)
  }
})

test('memory over the limit is seen', async () => {
  const watch = watchFor({ maxLoopDelayMs: 0, maxRssBytes: 1 })
  while (watch.ask() !== 'memory') await pass(20)
})

test('what was seen is forgotten when nobody asks any more', async () => {
  const watch = watchFor({ maxLoopDelayMs: 0, maxRssBytes: 1, sampleMs: 10 })
  while (watch.ask() !== 'memory') await pass(5)
  while (watch.isMeasuring) await pass(20)
  expect(watch.ask()).toBeUndefined()
})

test('without limits nothing is measured', () => {
  const watch = watchFor({ maxLoopDelayMs: 0, maxRssBytes: 0 })
  watch.ask()
  expect(watch.isMeasuring).toBe(false)
})
