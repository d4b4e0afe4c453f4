import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calmCpu, judgeCpu, sustainedMs } from './cpu-limit.ts'
import { hardLimitOf, judgeMemory, leastBetweenRecyclesMs } from './memory-limit.ts'

const softLimitBytes = 100

describe('memory', () => {
  const calm = {
    rssBytes: 50 as number | null,
    softLimitBytes,
    isReady: true,
    recycledAtMs: undefined as number | undefined,
    isOtherLeaving: false,
    nowMs: 1_000_000,
  }

  test.each([
    ['within the limit', {}, 'none'],
    ['at the limit', { rssBytes: 100 }, 'none'],
    ['over it', { rssBytes: 101 }, 'recycle'],
    ['over it while another leaves', { rssBytes: 101, isOtherLeaving: true }, 'none'],
    ['over it before it is ready', { rssBytes: 101, isReady: false }, 'none'],
    ['over it soon after another', { rssBytes: 101, recycledAtMs: 990_000 }, 'none'],
    ['over it a while after another', { rssBytes: 101, recycledAtMs: 940_000 }, 'recycle'],
    ['at the hard limit', { rssBytes: 125 }, 'recycle'],
    ['over the hard limit', { rssBytes: 126 }, 'end'],
    [
      'over the hard limit in any state',
      { rssBytes: 126, isReady: false, isOtherLeaving: true },
      'end',
    ],
    ['unknown', { rssBytes: null }, 'none'],
  ])('a process whose memory is %s', (_name, change, verdict) => {
    expect(judgeMemory({ ...calm, ...change })).toBe(verdict)
  })

  test('no course of events replaces twice within a while, or spares one over the hard limit', () => {
    const samples = fc.array(fc.record({ pauseMs: fc.nat(20_000), rssBytes: fc.nat(200) }))
    fc.assert(
      fc.property(samples, (course) => {
        let [nowMs, recycledAtMs]: [number, number | undefined] = [0, undefined]
        for (const { pauseMs, rssBytes } of course) {
          nowMs += pauseMs
          const verdict = judgeMemory({ ...calm, rssBytes, nowMs, recycledAtMs })
          expect(verdict === 'end').toBe(rssBytes > hardLimitOf(softLimitBytes))
          if (verdict !== 'recycle') continue
          expect(nowMs - (recycledAtMs ?? -Infinity)).toBeGreaterThanOrEqual(leastBetweenRecyclesMs)
          recycledAtMs = nowMs
        }
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
