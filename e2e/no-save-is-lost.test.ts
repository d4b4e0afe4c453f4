import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDataFolder, Product } from './product.ts'
import { Savers } from './saving.ts'

const rounds = [1, 2, 3, 4, 5, 6, 7, 8]
const kills = rounds.length * 3

const data = createDataFolder()
let product: Product
let savers: Savers

beforeAll(async () => {
  product = await Product.start(data.path)
  savers = new Savers(product.instance.web.url)
  savers.start(4)
})

afterAll(async () => {
  await savers?.stop()
  await product?.stop()
  data.remove()
})

async function killService(name: string): Promise<void> {
  const before = product.pidOf(name)
  await savers.progress(20)
  process.kill(before, 'SIGKILL')
  await vi.waitFor(() => expect(product.pidOf(name)).not.toBe(before), { timeout: 30_000 })
}

async function killSupervisor(): Promise<void> {
  await savers.progress(20)
  const children = product.instance.services.map(({ pid }) => pid)
  const ended = once(product.process, 'exit')
  product.process.kill('SIGKILL')
  await ended
  await savers.stop()
  const isGone = (pid: number) => {
    try {
      process.kill(pid, 0)
      return false
    } catch {
      return true
    }
  }
  await vi.waitFor(() => expect(children.filter((pid) => !isGone(pid))).toEqual([]), 10_000)
  product = await Product.start(data.path)
  savers.moveTo(product.instance.web.url)
  savers.start(4)
}

describe('killed with SIGKILL while prompts are being saved', () => {
  test.each(rounds)('all three come back, round %i', async () => {
    await killService('prompt-web')
    await killService('mcp-gateway')
    await killSupervisor()
  })

  test('not one acknowledged save is lost', async () => {
    await savers.progress(20)
    await savers.stop()
    expect(savers.acknowledged.length).toBeGreaterThan(kills * 20)
    expect(await savers.lost()).toEqual([])
    console.log(`${savers.acknowledged.length} acknowledged saves through ${kills} kills, 0 lost`)
  })
})
