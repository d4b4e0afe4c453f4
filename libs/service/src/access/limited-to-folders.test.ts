import { FOLDERS_HEADER, hashToken, makeToken, writeFolders } from '@promptbin/security'
import { expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { INSTANCE_PROOF_HEADER, instanceProof } from '../index.ts'

const [reader, localKey, instanceKey] = [makeToken(), makeToken(), makeToken()]
const elsewhere = '192.0.2.7'

async function createApp() {
  const { app } = await createTestApp({
    authentication: {
      credentials: {
        ofToken: async (sha256) =>
          sha256 === hashToken(reader)
            ? { id: 'token:reader', kind: 'token', scopes: new Set(['prompts:read']) }
            : undefined,
        ofSession: async () => undefined,
      },
      isLoginRequired: true,
      cookieName: 'promptbin-test',
      instanceKey,
      localKeyHash: hashToken(localKey),
    },
  })
  app.get('/admin', { config: { access: 'admin' } }, ({ principal }) => principal.id)
  app.get('/folders', { config: { access: 'prompts:read' } }, ({ principal: { folders } }) =>
    folders ? JSON.stringify(folders) : 'everything',
  )
  return (url: string, headers: Readonly<Record<string, string>>, remoteAddress = '127.0.0.1') =>
    app.inject({ url, headers, remoteAddress })
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

test.each([
  ['a process of the instance', { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) }],
  ['a command of this machine', bearer(localKey)],
  ['a token', bearer(reader)],
])('%s that names folders finds nothing outside of them, and runs nothing', async (_who, shown) => {
  const ask = await createApp()
  const folders = { [FOLDERS_HEADER]: writeFolders(['a', 'b/c']) }
  expect((await ask('/folders', shown)).body).toBe('everything')
  expect((await ask('/folders', { ...shown, ...folders })).body).toBe('["a","b/c"]')
  expect((await ask('/folders', { ...shown, [FOLDERS_HEADER]: '%' })).body).toBe('[]')
  expect((await ask('/admin', { ...shown, ...folders })).statusCode).toBe(403)
})

test('naming folders lets nobody in, and numbers about everything are not told to the limited', async () => {
  const ask = await createApp()
  const folders = { [FOLDERS_HEADER]: writeFolders(['a']) }
  expect((await ask('/folders', folders)).statusCode).toBe(401)
  expect((await ask('/metrics', bearer(reader), elsewhere)).statusCode).toBe(200)
  expect((await ask('/metrics', { ...bearer(reader), ...folders }, elsewhere)).statusCode).toBe(403)
})
