import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
  await expect.poll(() => client.changes.revision(), { timeout: 5_000 }).not.toBe(before)
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

/** How long it takes until everything is well, in ms. */
async function recovery(proxied: Proxied): Promise<number> {
  const healed = performance.now()
  await expect.poll(() => isWell(proxied), { timeout: 20_000 }).toBe(true)
  return performance.now() - healed
}

async function expectWrittenOnce({ tried, made }: Proxied): Promise<void> {
  for (const title of tried) {
    const count = await web.countTitled(title)
    expect(count, title).toBeLessThanOrEqual(1)
    if (made.includes(title)) expect(count, title).toBe(1)
  }
}

describe('the matrix of faults', () => {
  test.concurrent.each(withCalls)('$fault.name in the phase "$phase"', async ({ fault, phase }) => {
    const proxied = await openProxied(web, `${fault.name} ${phase}`)
    const { client, proxy, seen } = proxied
    await changeElsewhere(proxied, 'changed before the fault')
    proxy.strike(fault, phase)

    // What was seen goes on being there.
    const copies = await proxied.readSeen()
    expectInTime(copies)
    for (const [index, { value }] of copies.entries()) {
      if (fault.survivable) expect(value ?? seen[index]).toBeDefined()
      else expect(value).toEqual({ ...seen[index], staleSinceMs: expect.any(Number) })
    }

    // Nothing hangs, and nobody is told anything but that it may be tried again.
    const [reads, writes] = await Promise.all([several(proxied.readUnseen), several(proxied.write)])
    expectInTime([...reads, ...writes])
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

    proxy.heal()
    const recoveredMs = await recovery(proxied)
    console.info(`${fault.name} / ${phase}: well again after ${Math.round(recoveredMs)} ms`)
    expect(recoveredMs).toBeLessThan(2_500)
    await expectWrittenOnce(proxied)
    await proxied.close()
  })

  test.concurrent.each(withFeed)('$fault.name of the feed', async ({ fault, phase }) => {
    const proxied = await openProxied(web, `${fault.name} feed`, 3_000)
    const { client, proxy, name } = proxied
    proxy.strike(fault, phase)
    await web.send('PATCH', `/prompts/${name}`, { description: 'changed meanwhile' })
    const read = () => client.get(name, {}, { client: 'fault-test' })
    await expect
      .poll(async () => (await read()).value.description, { timeout: 5_000 })
      .toBe('changed meanwhile')

    proxy.heal()
    const recoveredMs = await recovery(proxied)
    console.info(`${fault.name} / feed: well again after ${Math.round(recoveredMs)} ms`)
    expect(recoveredMs).toBeLessThan(2_500)
    await changeElsewhere(proxied, 'changed after')
    expect((await read()).value.description).toBe('changed after')
    await proxied.close()
  })
})
