import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { everyFault } from './faults/every-fault.ts'
import { type Ended, openProxied, type Proxied } from './proxied-client.ts'
import { startWebProcess, type WebProcess } from './web/web-process.ts'

let web: WebProcess

beforeAll(async () => {
  web = await startWebProcess()
})

afterAll(() => web.stop())

const cells = everyFault.flatMap((fault) => fault.phases.map((phase) => ({ fault, phase })))
const withCalls = cells.filter(({ phase }) => phase !== 'feed')
const withFeed = cells.filter(({ phase }) => phase === 'feed')

/** More than the volume from which on a breaker judges. */
const several = <Value>(make: () => Promise<Value>) => Promise.all(Array.from({ length: 12 }, make))

const expectInTime = (calls: readonly Ended[]) =>
  expect(Math.max(...calls.map(({ lateMs }) => lateMs))).toBeLessThanOrEqual(100)

/** Changes the prompt past the client, so that what it has seen has to be asked for anew. */
async function changeElsewhere({ client, name }: Proxied, description: string): Promise<void> {
  const before = client.changes.revision()
  await web.send('PATCH', `/prompts/${name}`, { description })
  await vi.waitUntil(() => client.changes.revision() !== before, { timeout: 5_000 })
}

/** Whether all is as if nothing had happened. */
async function isWell(proxied: Proxied): Promise<boolean> {
  const [reads, write] = await Promise.all([proxied.readSeen(), proxied.write()])
  const { reads: readBreaker, writes: writeBreaker } = proxied.client.breakerStates()
  return (
    [readBreaker, writeBreaker].every((state) => state === 'closed') &&
    proxied.client.changes.revision() !== undefined &&
    write.error === undefined &&
    reads.every(({ value }) => value !== undefined && !Object.hasOwn(Object(value), 'staleSinceMs'))
  )
}

/** How long it takes until everything is well after the fault has ended, in ms. */
async function heal(proxied: Proxied): Promise<number> {
  proxied.proxy.heal()
  const healed = performance.now()
  await vi.waitUntil(() => isWell(proxied), { timeout: 20_000 })
  return Math.round(performance.now() - healed)
}

/** What the machine adds to 2 s: the time that prompt-web needs for some requests of its own. */
async function allowanceMs({ name }: Proxied): Promise<number> {
  const started = performance.now()
  for (let n = 0; n < 5; n++) await web.send('GET', `/prompts/${name}`)
  return performance.now() - started
}

async function expectWrittenOnce(proxied: Proxied): Promise<void> {
  for (const [written, count] of await proxied.countWritten()) {
    expect(count, written).toBeLessThanOrEqual(1)
    if (proxied.made.includes(written)) expect(count, written).toBe(1)
  }
}

/** One row a fault and phase, printed when all are there. */
const rows: Record<string, unknown>[] = []

afterAll(() => console.table(rows))

describe('the matrix of faults', () => {
  test.concurrent.each(withCalls)('$fault.name in the phase "$phase"', async ({ fault, phase }) => {
    const proxied = await openProxied(web, `${fault.name} ${phase}`)
    const { client, proxy, seen } = proxied
    await changeElsewhere(proxied, 'changed before the fault')
    proxy.strike(fault, phase)

    // There is room for second attempts of these, which must not write anything twice.
    const firstWrites = await Promise.all([proxied.write(), proxied.write(), proxied.write()])

    // What was seen goes on being there.
    const copies = await proxied.readSeen()
    expectInTime(copies)
    for (const [index, { value }] of copies.entries()) {
      if (fault.survivable) expect(value ?? seen[index]).toBeDefined()
      else expect(value).toEqual({ ...seen[index], staleSinceMs: expect.any(Number) })
    }

    // Nothing hangs, and nobody is told anything but that it may be tried again.
    const [reads, writes] = await Promise.all([several(proxied.readUnseen), several(proxied.write)])
    expectInTime([...firstWrites, ...reads, ...writes])
    for (const { error } of [...reads, ...writes]) {
      if (error) expect(error.status).toBeGreaterThanOrEqual(500)
    }

    if (!fault.survivable) {
      const { reads: readBreaker, writes: writeBreaker } = client.breakerStates()
      expect([readBreaker, writeBreaker]).not.toContain('closed')
      // One of three may be a trial; the others fail before anything could have been sent.
      const started = performance.now()
      const refused = await Promise.all([proxied.write(), proxied.write(), proxied.write()])
      const atOnce = refused.filter(({ error }) => error?.code === 'PB_LIBRARY_UNAVAILABLE')
      expect(atOnce.length, String(performance.now() - started)).toBeGreaterThanOrEqual(2)
      for (const { error } of atOnce)
        expect(error).toMatchObject({ status: 503, class: 'transient' })
    }

    const recoveredMs = await heal(proxied)
    expect(recoveredMs).toBeLessThan(2_000 + (await allowanceMs(proxied)))
    await expectWrittenOnce(proxied)
    const stale = copies.filter(({ value }) => Object.hasOwn(Object(value), 'staleSinceMs')).length
    const failed = [...reads, ...writes].filter(({ error }) => error !== undefined).length
    rows.push({
      fault: fault.name,
      phase,
      stale: `${stale}/3`,
      failed: `${failed}/24`,
      recoveredMs,
    })
    await proxied.close()
  })

  test.concurrent.each(withFeed)('$fault.name of the feed', async ({ fault, phase }) => {
    const proxied = await openProxied(web, `${fault.name} feed`, 3_000)
    const { client, proxy, name } = proxied
    proxy.strike(fault, phase)
    await web.send('PATCH', `/prompts/${name}`, { description: 'changed meanwhile' })
    const read = () => client.get(name, {}, { client: 'fault-test' })
    const isSeen = async () => (await read()).value.description === 'changed meanwhile'
    await vi.waitUntil(isSeen, { timeout: 5_000 })

    const recoveredMs = await heal(proxied)
    expect(recoveredMs).toBeLessThan(2_000 + (await allowanceMs(proxied)))
    rows.push({ fault: fault.name, phase, recoveredMs })
    await changeElsewhere(proxied, 'changed after')
    expect((await read()).value.description).toBe('changed after')
    await proxied.close()
  })
})
