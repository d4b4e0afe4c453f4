import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, run } from '../product.ts'
import { Rest } from '../rest.ts'
import { Receiver } from './receiver.ts'

const data = createDataFolder()
const receiver = new Receiver()
const environment = { PROMPTBIN_WEBHOOKS_ALLOW_PRIVATE: '127.0.0.1' }
const secretPath = 'the-path-is-a-secret-of-the-chat'
let product: Product
let webhook: string

const isSome = (messages: readonly unknown[]) => messages.length > 0
const rest = () => new Rest(product.instance.web.url)
const command = async (...words: readonly string[]) => {
  const { code, stdout, stderr } = await run([...words, '--json', '--data-dir', data.path])
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}

beforeAll(async () => {
  const url = await receiver.listen()
  product = await Product.start(data.path, environment)
  const events = 'prompt.created,prompt.labelled,share.opened'
  const made = await command('webhook', 'create', `${url}/${secretPath}`, '--events', events)
  webhook = made.id
  receiver.secret = made.secret
})

afterAll(async () => {
  await product?.stop()
  receiver.close()
  data.remove()
})

test('a test arrives, and so does a label that was moved, with what it stands for now', async () => {
  expect(await command('webhook', 'test', webhook)).toMatchObject({
    state: 'delivered',
    status: 204,
  })
  await rest().create({ name: 'greet', title: 'Greet', content: 'Hello.' })
  await rest().setLabel('greet', 'production', { version: 1 })
  const [labelled] = await receiver.until('prompt.labelled', isSome)
  expect(labelled?.data).toEqual({
    ...{ prompt: expect.any(String), name: 'greet', label: 'production', version: 1 },
    generation: expect.any(Number),
  })
})

test('what was saved before everything was killed is told after, and a link that was opened', async () => {
  const { web } = product.instance
  const share = await rest().share('greet')
  expect((await fetch(share.url)).status).toBe(200)
  receiver.answers = false
  await rest().create({ name: 'saved', title: 'Saved', content: 'Saved and killed.' })
  await product.stop('SIGKILL')
  receiver.answers = true
  product = await Product.start(data.path, environment)
  expect(product.instance.web.url).not.toBe(web.url)

  // What had arrived a moment before may have come again, as the end of it was not noted.
  const created = await receiver.until('prompt.created', (messages) =>
    messages.some(({ data }) => data['name'] === 'saved'),
  )
  const ids = new Map(created.map(({ id, data }) => [id, data['name']]))
  expect([...ids.values()].toSorted()).toEqual(['greet', 'saved'])
  const [opened] = await receiver.until('share.opened', isSome)
  expect(opened?.data).toMatchObject({ share: share.id, name: 'greet', views: 1 })
})

test('what arrived is listed, and sent again under the same id when somebody asks', async () => {
  const { items } = await command('webhook', 'deliveries', '--state', 'delivered')
  const [first] = receiver.of('prompt.labelled')
  const before = receiver.of('prompt.labelled').length
  const delivery = items.find(({ message }: { message: string }) => message === first?.id)
  const replayed = await command('webhook', 'replay', webhook, '--delivery', delivery.id)
  expect(replayed).toEqual({ replayed: 1 })
  const labelled = await receiver.until('prompt.labelled', ({ length }) => length > before)
  expect(labelled.at(-1)).toEqual(first)
})

test('neither the address nor the secret of the receiver stands anywhere in the data folder', async () => {
  await product.stop()
  const files = globSync('**', { cwd: data.path })
    .map((name) => join(data.path, name))
    .filter((file) => statSync(file).isFile())
  const texts = files.map((file) => readFileSync(file, 'latin1'))
  expect(texts.join('\n')).toContain(webhook)
  expect(files.filter((_file, index) => texts[index]?.includes(secretPath))).toEqual([])
  expect(files.filter((_file, index) => texts[index]?.includes(receiver.secret))).toEqual([])
})
