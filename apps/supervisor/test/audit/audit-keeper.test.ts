import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseRecord, verifyChain } from '@promptbin/security'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditKeeper } from '../../src/audit/audit-keeper.ts'
import { anEntry, makeAuditFolder } from './audit-fixture.ts'

const writer = join(import.meta.dirname, 'processes/writes-audit.ts')

let place: ReturnType<typeof makeAuditFolder>
let keeper: AuditKeeper

beforeEach(() => {
  place = makeAuditFolder()
  keeper = place.open()
})

afterEach(async () => {
  await keeper.close()
  place.discard()
})

async function append(count: number): Promise<void> {
  for (let number = 0; number < count; number++) await keeper.append(anEntry(number))
}

async function reopen(options: { readonly maxBytes?: number } = {}): Promise<void> {
  await keeper.close()
  keeper = place.open(options)
  await keeper.open()
}

test('a record is on the disk when it is answered, for its owner only', async () => {
  const record = await keeper.append(anEntry(1))
  expect(place.lines().map(parseRecord)).toEqual([record])
  expect(statSync(place.growing).mode & 0o777).toBe(0o600)
  expect(statSync(place.folder).mode & 0o777).toBe(0o700)
  expect(await keeper.verify()).toMatchObject({ valid: true, records: 1, head: { seq: 1 } })
  expect(keeper.counts.get('done')).toBe(1)
})

test('records asked for at once are one chain, which goes on after a restart', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, number) => keeper.append(anEntry(number))))
  await reopen()
  const { seq } = await keeper.append(anEntry(20))
  expect(seq).toBe(21)
  expect(verifyChain(place.lines())).toMatchObject({ valid: true, records: 21 })
  expect((await keeper.list({ limit: 2 })).items.map(({ target }) => target)).toEqual([
    'service-20',
    'service-19',
  ])
})

test('one chain goes through many files, and is read, searched and watched over all of them', async () => {
  await reopen({ maxBytes: 2_000 })
  await append(10)
  await keeper.watch.look()
  expect(keeper.watch.verdict).toMatchObject({ valid: true, records: 10 })
  await reopen({ maxBytes: 2_000 })
  await append(10)
  expect(readdirSync(place.folder).length).toBeGreaterThan(5)
  expect(await keeper.verify()).toMatchObject({ valid: true, records: 20 })
  const { items, nextBefore } = await keeper.list({ limit: 15 })
  expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, index) => 20 - index))
  const rest = await keeper.list({ limit: 15, before: nextBefore ?? 0 })
  expect(rest).toMatchObject({ nextBefore: null, items: [{ seq: 5 }, {}, {}, {}, { seq: 1 }] })
  expect((await keeper.list({ limit: 5, target: 'service-3' })).items).toHaveLength(2)
  // The file in which the look before ended has another name by now.
  await keeper.watch.look()
  await append(10)
  await keeper.watch.look()
  expect(keeper.watch.verdict).toMatchObject({ valid: true, head: { seq: 30 } })
  const [first = ''] = readdirSync(place.folder).sort()
  rmSync(join(place.folder, first))
  expect((await keeper.verify()).fault).toMatchObject({ seq: 1, kind: 'missing' })
})

test('a chain of 1,000 records in its files: whatever is done to them is found', async () => {
  await reopen({ maxBytes: 100_000 })
  await Promise.all(Array.from({ length: 1_000 }, (_, number) => keeper.append(anEntry(number))))
  const names = readdirSync(place.folder).filter((name) => name.startsWith('audit'))
  const kept = new Map(names.map((name) => [name, readFileSync(join(place.folder, name), 'utf8')]))
  const seqs = new Map(
    [...kept].map(([name, text]) => [name, parseRecord(text.split('\n')[0] ?? '')?.seq ?? 0]),
  )
  const tampers: Readonly<Record<string, (lines: string[], index: number) => string[]>> = {
    flip: (lines, index) => lines.with(index, (lines[index] ?? '').replace('service', 'sarvice')),
    drop: (lines, index) => lines.toSpliced(index, 1),
    swap: (lines, index) =>
      lines.with(index, lines[index + 1] ?? '').with(index + 1, lines[index] ?? ''),
    insert: (lines, index) => lines.toSpliced(index, 0, lines[index - 1] ?? ''),
    cut: (lines, index) => lines.slice(0, index),
  }
  const tamper = fc.constantFrom(...Object.keys(tampers))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.nat(), tamper, async (name, at, how) => {
      const lines = (kept.get(name) ?? '').split('\n').slice(0, -1)
      const index = 1 + (at % (lines.length - 2))
      writeFileSync(
        join(place.folder, name),
        (tampers[how]?.(lines, index) ?? []).map((line) => `${line}\n`).join(''),
      )
      const { fault } = await keeper.verify()
      writeFileSync(join(place.folder, name), kept.get(name) ?? '')
      expect(fault?.seq, `${how} in ${name}`).toBe((seqs.get(name) ?? 0) + index)
    }),
    { numRuns: 25, endOnFailure: true },
  )
})

describe('an end that was cut off', () => {
  test('is found, and stays found when the chain goes on', async () => {
    await append(5)
    await keeper.close()
    const lines = place.lines()
    writeFileSync(
      place.growing,
      lines
        .slice(0, 3)
        .map((line) => `${line}\n`)
        .join(''),
    )
    await reopen()
    await append(3)
    expect((await keeper.verify()).fault).toMatchObject({ seq: 4, kind: 'missing' })
    await keeper.watch.look()
    expect(keeper.watch.verdict?.valid).toBe(false)
    await reopen()
    expect((await keeper.verify()).fault).toMatchObject({ seq: 4 })
  })

  test('also as a whole file', async () => {
    await append(5)
    await keeper.close()
    rmSync(place.growing)
    await reopen()
    expect((await keeper.verify()).fault).toMatchObject({ seq: 1, kind: 'cut' })
  })
})

describe('a crash in the middle of an append', () => {
  test('leaves half a line, which is cut off and told of, and the chain is whole', async () => {
    await append(3)
    await keeper.close()
    const half = place.lines().at(-1)?.slice(0, 100) ?? ''
    appendFileSync(place.growing, half)
    await reopen()
    const { items } = await keeper.list({ limit: 1 })
    expect(items).toMatchObject([
      { seq: 4, action: 'audit.repair', kind: 'internal', before: { tornBytes: 100 } },
    ])
    expect(verifyChain(place.lines())).toMatchObject({ valid: true, records: 4 })
  })

  test('kill -9 of who writes leaves everything that was answered, in one chain', async () => {
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, [writer, place.path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let answered = 0
      for await (const line of createInterface({ input: child.stdout })) {
        answered = Number(line)
        if (answered % 40 === 0) child.kill('SIGKILL')
      }
      await reopen()
      const verdict = await keeper.verify()
      expect(verdict.valid).toBe(true)
      expect(verdict.head.seq).toBeGreaterThanOrEqual(answered)
      await keeper.close()
    }
  })
})

describe('what cannot be written is refused', () => {
  test('while the disk is full, and leaves nothing behind', async () => {
    // A file may not grow beyond 8 KiB here, which fails as a full disk does.
    const limited = `ulimit -f 8; exec "${process.execPath}" "${writer}" "${place.path}"`
    const child = spawn('bash', ['-c', limited], { stdio: ['ignore', 'pipe', 'inherit'] })
    const answers: string[] = []
    for await (const line of createInterface({ input: child.stdout })) answers.push(line)
    expect(answers.at(-1)).toBe('PB_AUDIT_UNAVAILABLE')
    expect(verifyChain(place.lines())).toMatchObject({ valid: true, records: answers.length - 1 })
    expect(readFileSync(place.growing, 'utf8').endsWith('\n')).toBe(true)
    await reopen()
    expect(await keeper.append(anEntry(0))).toMatchObject({ seq: answers.length })
  })

  test('while something else stands in the place of the file, and is written again after', async () => {
    mkdirSync(place.growing, { recursive: true })
    await expect(keeper.append(anEntry(0))).rejects.toMatchObject({
      code: 'PB_AUDIT_UNAVAILABLE',
      status: 503,
    })
    await expect(keeper.append(anEntry(0))).rejects.toThrow()
    expect(place.told).toEqual([expect.stringContaining('refused')])
    expect(keeper.problem).toBe('EISDIR')
    rmSync(place.growing, { recursive: true })
    expect(await keeper.append(anEntry(0))).toMatchObject({ seq: 1 })
    expect(keeper.problem).toBeNull()
  })

  test('by a second process', async () => {
    await append(1)
    const child = spawn(process.execPath, [writer, place.path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [[line]] = await Promise.all([
      once(createInterface({ input: child.stdout }), 'line'),
      once(child, 'exit'),
    ])
    expect(line).toBe('PB_AUDIT_UNAVAILABLE')
    await append(1)
    expect(verifyChain(place.lines())).toMatchObject({ valid: true, records: 2 })
  })

  test('when it is closed', async () => {
    await keeper.close()
    await expect(keeper.append(anEntry(0))).rejects.toMatchObject({ code: 'PB_AUDIT_UNAVAILABLE' })
  })
})

test('a line that was made unreadable stays, and the chain goes on behind it', async () => {
  await append(3)
  await keeper.close()
  truncateSync(place.growing, statSync(place.growing).size - 10)
  appendFileSync(place.growing, '\n')
  await reopen()
  expect(await keeper.append(anEntry(0))).toMatchObject({ seq: 4 })
  expect((await keeper.verify()).fault).toMatchObject({ seq: 3, kind: 'unreadable' })
})
