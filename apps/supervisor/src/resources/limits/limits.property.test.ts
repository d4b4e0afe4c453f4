import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calmCpu, judgeCpu, sustainedMs } from './cpu-limit.ts'
import { hardLimitOf, judgeMemory, leastLifeMs } from './memory-limit.ts'

const softLimitBytes = 100

describe('memory', () => {
  const calm = {
    rssBytes: 50 as number | null,
    softLimitBytes,
    isReady: true,
    readyForMs: 1_000_000,
    isReplacing: false,
  }

  test.each([
    ['within the limit', {}, 'none'],
    ['at the limit', { rssBytes: 100 }, 'none'],
    ['over it', { rssBytes: 101 }, 'recycle'],
    ['over it while one is being replaced', { rssBytes: 101, isReplacing: true }, 'none'],
    ['over it before it is ready', { rssBytes: 101, isReady: false }, 'none'],
    ['over it although it is fresh', { rssBytes: 101, readyForMs: 59_999 }, 'none'],
    ['over it after a while', { rssBytes: 101, readyForMs: 60_000 }, 'recycle'],
    ['at the hard limit', { rssBytes: 125 }, 'recycle'],
    ['over the hard limit', { rssBytes: 126 }, 'end'],
    [
      'over the hard limit in any state',
      { rssBytes: 126, isReady: false, isReplacing: true },
      'end',
    ],
    ['unknown', { rssBytes: null }, 'none'],
  ])('a process whose memory is %s', (_name, change, verdict) => {
    expect(judgeMemory({ ...calm, ...change })).toBe(verdict)
  })

  test('nobody over the hard limit is spared, and nobody within the soft one is touched', () => {
    const cases = fc.record({
      rssBytes: fc.option(fc.nat(200)),
      isReady: fc.boolean(),
      readyForMs: fc.nat(200_000),
      isReplacing: fc.boolean(),
    })
    fc.assert(
      fc.property(cases, (known) => {
        const verdict = judgeMemory({ ...known, softLimitBytes })
        const rssBytes = known.rssBytes ?? 0
        expect(verdict === 'end').toBe(rssBytes > hardLimitOf(softLimitBytes))
        if (rssBytes <= softLimitBytes) expect(verdict).toBe('none')
        if (verdict !== 'recycle') return
        expect(known.readyForMs).toBeGreaterThanOrEqual(leastLifeMs)
        expect(known).toMatchObject({ isReady: true, isReplacing: false })
      }),
    )
  })
})

describe('processors', () => {
  /** The verdicts over samples of one a second. */
  function judgeAll(shares: readonly (number | null)[], limitPercent = 95): readonly string[] {
    let state = calmCpu
    return shares.map((cpuPercent, second) => {
      const { next, verdict } = judgeCpu(state, { cpuPercent, limitPercent, nowMs: second * 1000 })
      state = next
      return verdict
    })
  }
  const seconds = (count: number, share: number | null) => Array<number | null>(count).fill(share)
  const done = (shares: readonly (number | null)[], limit?: number) =>
    judgeAll(shares, limit).flatMap((verdict, second) =>
      verdict === 'none' ? [] : [{ verdict, second }],
    )

  test('a minute over the limit slows a process down, once', () => {
    expect(done(seconds(300, 99))).toEqual([{ verdict: 'slow-down', second: 60 }])
  })

  test('a break starts the minute anew, and what is unknown is no break', () => {
    expect(done([...seconds(59, 99), 5, ...seconds(59, 99)])).toEqual([])
    expect(done([...seconds(40, 99), null, ...seconds(20, 99)])).toEqual([
      { verdict: 'slow-down', second: 60 },
    ])
  })

  test('after a minute under the limit it gets its priority back', () => {
    expect(done([...seconds(61, 99), ...seconds(70, 10)])).toEqual([
      { verdict: 'slow-down', second: 60 },
      { verdict: 'give-back', second: 121 },
    ])
  })

  test('without a limit nothing is ever done', () => {
    expect(done(seconds(300, 1600), 0)).toEqual([])
  })

  test('slowing down and giving back take turns, each after a whole minute', () => {
    const shares = fc.array(fc.oneof(fc.constant(null), fc.nat(200)), { maxLength: 500 })
    const runs = fc.array(fc.tuple(fc.nat(90), fc.nat(200)), { maxLength: 8 })
    fc.assert(
      fc.property(
        fc.oneof(
          shares,
          runs.map((parts) => parts.flatMap(([n, s]) => seconds(n, s))),
        ),
        (all) => {
          let last = { verdict: 'give-back', second: -Infinity }
          for (const next of done(all)) {
            expect(next.verdict).not.toBe(last.verdict)
            expect(next.second - last.second).toBeGreaterThanOrEqual(sustainedMs / 1000)
            last = next
          }
        },
      ),
    )
  })
})
