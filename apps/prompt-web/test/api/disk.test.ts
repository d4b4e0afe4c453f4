import { expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const changes = [
  ['POST', '/api/v1/prompts', { title: 'Another', content: 'Text.' }],
  ['PATCH', '/api/v1/prompts/linux-terminal', { title: 'Other' }],
  ['DELETE', '/api/v1/prompts/linux-terminal', undefined],
  ['PUT', '/api/v1/prompts/linux-terminal/labels/production', { version: 1 }],
  ['POST', '/api/v1/prompts/linux-terminal/duplicate', {}],
  ['POST', '/api/v1/shares', { prompt: 'linux-terminal' }],
  ['POST', '/api/v1/tokens', { name: 'laptop', scopes: ['prompts:read'] }],
] as const

/** An app with one prompt, on a disk that the test fills and clears. */
async function prepare() {
  const disk = { isReadOnly: false }
  const { app, health } = await startTestApp({ isReadOnly: () => disk.isReadOnly })
  await savePrompt(app)
  return { app, health, disk }
}

test('while the disk is nearly full every change is refused in one and the same way', async () => {
  const { app, disk } = await prepare()
  const before = (await send(app, 'GET', '/api/v1/prompts/linux-terminal')).body
  disk.isReadOnly = true
  for (const [method, url, body] of changes) {
    const answer = await send(app, method, url, { body, headers: { 'if-match': '*' } })
    expect(answer.json(), `${method} ${url}`).toMatchObject({
      status: 507,
      code: 'PB_DISK_NEARLY_FULL',
      hint: expect.stringContaining('Make room'),
    })
  }
  disk.isReadOnly = false
  expect((await send(app, 'GET', '/api/v1/prompts/linux-terminal')).body).toBe(before)
})

test('reading and rendering go on meanwhile, and saving goes on when there is room', async () => {
  const { app, disk } = await prepare()
  disk.isReadOnly = true
  for (const url of ['/api/v1/prompts', '/api/v1/prompts/linux-terminal', '/api/v1/stats', '/']) {
    expect((await app.inject(url)).statusCode, url).toBe(200)
  }
  const render = () =>
    send(app, 'POST', '/api/v1/prompts/linux-terminal/render', { body: { arguments: {} } })
  expect((await render()).statusCode).toBe(200)
  expect((await app.inject('/readyz')).statusCode).toBe(200)
  disk.isReadOnly = false
  expect((await savePrompt(app, { title: 'Another' })).name).toBe('another')
})

test('an import is refused before its first item', async () => {
  const { app, disk } = await prepare()
  disk.isReadOnly = true
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/import',
    headers: { 'content-type': 'application/octet-stream' },
    payload: 'act,prompt\nPoet,Write a poem.\n',
  })
  expect(answer.json()).toMatchObject({ status: 507, code: 'PB_DISK_NEARLY_FULL' })
})

test('a page says why it did not save, in words', async () => {
  const { app, disk } = await prepare()
  disk.isReadOnly = true
  const answer = await app.inject({
    method: 'POST',
    url: '/prompts/linux-terminal/trash',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: '',
  })
  expect(answer.statusCode).toBe(507)
  expect(answer.headers['content-type']).toContain('text/html')
  expect(answer.body).toContain('The disk is nearly full')
})

test('health tells that nothing can be saved', async () => {
  const { health, disk } = await prepare()
  disk.isReadOnly = true
  await health.recheck()
  expect(health.report().checks['store:write']).toMatchObject([
    { status: 'fail', output: expect.stringContaining('nothing is saved') },
  ])
})
