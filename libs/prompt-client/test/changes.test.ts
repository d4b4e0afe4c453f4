import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Change } from '../src/changes/change.ts'
import { createPromptClient } from '../src/create-prompt-client.ts'
import type { PromptClient } from '../src/prompt-client.ts'
import { startWebProcess, type WebProcess } from './web/web-process.ts'

const call = { client: 'test' }
let web: WebProcess
let client: PromptClient
let told: Change[]
let reads: string[]

beforeAll(async () => {
  web = await startWebProcess()
})

afterAll(() => web.stop())

const open = async () => {
  told = []
  reads = []
  client = createPromptClient({
    baseUrl: web.url,
    timeoutMs: 20_000,
    observer: { read: (_, outcome) => reads.push(outcome) },
  })
  client.changes.subscribe((change) => told.push(change))
  await expect.poll(() => client.changes.revision(), { timeout: 10_000 }).toBeDefined()
}

beforeEach(open)
afterEach(() => client.close())

const create = (title: string, content = 'text') => web.send('POST', '/prompts', { title, content })

test('a change is told with the prompt that it is of, and raises the revision', async () => {
  const before = client.changes.revision() ?? 0
  const { id, name, generation } = await create('Told')
  await expect.poll(() => told).toEqual([{ type: 'created', generation, id, name, folder: '' }])
  expect(client.changes.revision()).toBeGreaterThan(before)
})

test('a listener that throws or has left keeps nothing from the others', async () => {
  const faults: unknown[] = []
  await client.close()
  client = createPromptClient({
    baseUrl: web.url,
    timeoutMs: 20_000,
    observer: { fault: (error) => faults.push(error) },
  })
  const fault = new Error('a defect')
  client.changes.subscribe(() => {
    throw fault
  })
  const left: Change[] = []
  client.changes.subscribe((change) => left.push(change))()
  client.changes.subscribe((change) => told.push(change))
  await expect.poll(() => client.changes.revision()).toBeDefined()
  await create('Heard')
  await expect.poll(() => told).toHaveLength(1)
  expect(faults).toEqual([fault])
  expect(left).toEqual([])
})

test('what was read is not asked for again until something changes', async () => {
  const { name } = await create('Kept', 'Hello {{who}}')
  await expect.poll(() => told).toHaveLength(1)
  const render = () => client.render(name, { arguments: { who: 'Ada' } }, call)
  const first = await render()
  expect(first.staleSinceMs).toBeUndefined()
  expect(await render()).toEqual(first)
  expect(await client.get(name, {}, call)).toEqual(await client.get(name, {}, call))
  expect(reads).toEqual(['asked', 'copy', 'asked', 'copy'])
  await web.send('PATCH', `/prompts/${name}`, { content: 'Good morning' })
  await expect.poll(() => told).toHaveLength(2)
  expect((await render()).value.text).toBe('Good morning')
})

test('a change of an included prompt reaches what includes it', async () => {
  await create('Inner', 'old')
  await create('Outer', 'It is {{> inner}}')
  await expect.poll(() => told).toHaveLength(2)
  expect((await client.render('outer', {}, call)).value.text).toBe('It is old')
  await web.send('PATCH', '/prompts/inner', {
    content: 'new {{kind}}',
    variables: [{ name: 'kind', required: true }],
  })
  await expect.poll(() => told).toHaveLength(3)
  expect((await client.render('outer', {}, call)).value.text).toBe('It is new {{kind}}')
  expect((await client.get('outer', {}, call)).value.variables).toMatchObject([{ name: 'kind' }])
})

test('what this client wrote is read at once, whatever the feed has told', async () => {
  const { name } = await client.create({ title: 'Mine', content: 'one' }, call)
  for (let n = 0; n < 20; n++) {
    await client.get(name, {}, call)
    await client.update(name, { content: `text ${n}` }, call)
    const { value } = await client.get(name, {}, call)
    expect(value.version.messages).toMatchObject([{ text: `text ${n}` }])
  }
})

test('who writes by whose client is kept with the version', async () => {
  const writer = { client: 'claude-code', principal: 'token:ada' }
  const { version } = await client.create({ title: 'Signed', content: 'x' }, writer)
  expect(version).toMatchObject({ author: 'token:ada', client: 'claude-code' })
})

test('an update of a state that is past is refused', async () => {
  const { name, generation } = await client.create({ title: 'Past', content: 'one' }, call)
  await client.update(name, { content: 'two' }, { ...call, ifMatch: `"${generation}"` })
  const late = client.update(name, { content: 'three' }, { ...call, ifMatch: `"${generation}"` })
  await expect(late).rejects.toMatchObject({ code: 'PB_PROMPT_CHANGED', status: 412 })
})

test('a write with a key of its own happens once however often it is made', async () => {
  const keyed = { ...call, idempotencyKey: 'the-one' }
  const draft = { title: 'Keyed', content: 'x' }
  expect(await client.create(draft, keyed)).toEqual(await client.create(draft, keyed))
  expect(await web.countTitled('Keyed')).toBe(1)
})

test('uses of copies reach prompt-web in the end', async () => {
  const { name } = await create('Used')
  await expect.poll(() => told).toHaveLength(1)
  const before = Date.now()
  client.noteUse(name)
  await client.close()
  const { usedAt } = await web.send('GET', `/prompts/${name}`)
  expect(Date.parse(usedAt ?? '')).toBeGreaterThanOrEqual(before - 1_000)
  await open()
})

test('who slept while prompt-web was killed and started again notices nothing', async () => {
  const { name, generation } = await create('Slept')
  await expect.poll(() => told).toHaveLength(1)
  const before = await client.get(name, {}, call)
  await web.kill()
  await web.restart()
  expect(await client.get(name, {}, call)).toEqual(before)
  await expect.poll(() => client.changes.revision(), { timeout: 10_000 }).toBeDefined()
  await web.send('PATCH', `/prompts/${name}`, { content: 'after' })
  await expect.poll(() => told.at(-1)).toMatchObject({ type: 'changed', name })
  expect(told.filter((change) => change.type === 'reset')).toEqual([])
  expect(told.every((change) => change.generation >= generation)).toBe(true)
})

test('what was changed while nobody followed is told when prompt-web is followed again', async () => {
  const { name } = await create('Missed')
  await expect.poll(() => told).toHaveLength(1)
  const other = createPromptClient({ baseUrl: web.url, timeoutMs: 20_000 })
  await web.kill()
  await expect.poll(() => client.changes.revision()).toBeUndefined()
  const copy = await client.get(name, {}, call).catch((error) => error)
  expect(copy).toMatchObject({ code: 'PB_LIBRARY_UNREACHABLE' })
  await web.restart()
  await other.update(name, { content: 'changed' }, call)
  await other.close()
  await expect.poll(() => told.at(-1), { timeout: 10_000 }).toMatchObject({ type: 'changed', name })
})
