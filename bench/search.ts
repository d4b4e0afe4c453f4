import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom, inventWords } from './search/corpus.ts'
import { fillLibrary } from './search/fill-library.ts'
import { type Measured, measure, measureLoop, medianOf, type Times } from './search/measure.ts'
import { createKinds, type Kind } from './search/questions.ts'
import { measureUnbounded, startBareServer } from './search/reference.ts'
import { WebProcess } from './search/web-process.ts'

const prompts = 100_000
const vocabulary = 30_000

/** Enough for a median that repeats; a p99 of 200 requests is their third worst. */
const [runs, requests, warmUp, unboundedRequests] = [3, 200, 20, 20]

/** Longer than this nothing may keep the service from answering, in milliseconds. */
const loopTargetMs = 20

const random = createRandom(1)
const words = inventWords(vocabulary, random)
const folder = mkdtempSync(join(tmpdir(), 'promptbin-bench-'))
const file = join(folder, 'promptbin.db')

const ms = (value: number) => value.toFixed(1).padStart(8)
const title = (text: string) => text.padEnd(26)

/** Several runs of one kind, each followed by as many bare answers of the same size, and one watched. */
async function measureKind(origin: string, bareOrigin: string, { next }: Kind) {
  const path = () => `/api/v1/prompts?${next()}`
  await measure(origin, path, warmUp)
  const [ours, bare]: [Measured[], Measured[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    const measured = await measure(origin, path, requests)
    ours.push(measured)
    bare.push(await measure(bareOrigin, () => `/${measured.bytes}`, requests))
  }
  return {
    times: medianOf(ours.map(({ times }) => times)),
    loop: await measureLoop(origin, path, requests),
    bare: medianOf(bare.map(({ times }) => times)),
  }
}

async function measureAll(origin: string): Promise<ReadonlyMap<string, Times>> {
  console.log(
    `${title('over HTTP')}     p50     p99     max  target|bare p50     p99   ours|loop p99     max`,
  )
  const bareServer = await startBareServer()
  const all = new Map<string, Times>()
  try {
    for (const kind of createKinds(words, random)) {
      const { times, loop, bare } = await measureKind(origin, bareServer.url, kind)
      const isMet = times.p99 <= kind.targetMs && loop.max <= loopTargetMs
      if (!isMet) process.exitCode = 1
      const ours = ms(times.p50) + ms(times.p99) + ms(times.max) + ms(kind.targetMs)
      const against = `${ms(bare.p50)}${ms(bare.p99)}${(times.p50 / bare.p50).toFixed(0).padStart(5)} ×`
      console.log(
        `${title(kind.name)}${ours}|${against}|${ms(loop.p99)}${ms(loop.max)}${isMet ? '' : '  MISSED'}`,
      )
      all.set(kind.name, times)
    }
  } finally {
    bareServer.stop()
  }
  return all
}

/** The same words, every match ranked: what the bound is worth. */
function measureBound(all: ReadonlyMap<string, Times>) {
  console.log('\nevery match ranked, on a plain connection, without HTTP     its p99 by ours')
  const compared = ['common word', 'two common words', 'prefix of 2 letters', 'prefix of 3 letters']
  for (const { name, next } of createKinds(words, random)) {
    const ours = all.get(name)
    if (ours === undefined || !compared.includes(name)) continue
    const expression = () => {
      const q = new URLSearchParams(next()).get('q') ?? ''
      return `${q
        .split(' ')
        .map((word) => `"${word}"`)
        .join(' ')} *`
    }
    const { p50, p99, max } = measureUnbounded(file, expression, unboundedRequests)
    console.log(
      `${title(name)}${ms(p50)}${ms(p99)}${ms(max)}${(p99 / ours.p99).toFixed(1).padStart(12)} ×`,
    )
  }
}

async function main() {
  const empty = await WebProcess.start(folder)
  await empty.stop()
  const started = performance.now()
  fillLibrary(file, { prompts, words, random })
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  console.log(`${prompts} prompts made in ${seconds} s`)
  console.log(`medians of ${runs} runs of ${requests} requests, in milliseconds`)
  console.log('the loop is watched by /livez; on a busy machine it waits as the bare server does\n')
  const web = await WebProcess.start(folder)
  try {
    measureBound(await measureAll(web.url))
  } finally {
    await web.stop()
  }
  console.log(
    `\nload of the machine at the end: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  )
}

await main().finally(() => rmSync(folder, { recursive: true, force: true }))
