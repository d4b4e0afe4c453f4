import { expect, test } from 'vitest'
import { joinReports, runKillStorm } from './kill-storm.ts'
import { stormInWords } from './storm-in-words.ts'

const seeds = [1, 2]
const kills = 50

/** A hundred starts are long on a machine that has more to do. */
const timeout = 400_000

test('killed a hundred times while people write, prompt-web loses and doubles nothing', {
  timeout,
}, async () => {
  const storms = seeds.map((seed) => runKillStorm({ kills, seed, writers: 4 }))
  const report = joinReports(await Promise.all(storms))
  console.log(stormInWords(report))
  expect(report).toMatchObject({
    kills: 100,
    lost: [],
    doubled: [],
    halves: [],
    refusals: [],
    findings: [],
  })
  expect(report.acknowledged).toBeGreaterThan(100)
  // Otherwise the kills met nobody at work.
  expect(report.sentAgain).toBeGreaterThan(50)
})
