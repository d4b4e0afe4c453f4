import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { savePrompt, type TestApp } from '../test-app.ts'
import { cookieOf, openLoginApp, password, sendForm, setUpToken } from './login-app.ts'

let web: TestApp
beforeAll(async () => {
  web = await openLoginApp()
})
afterAll(() => web.close())

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  web.app.inject({ url, headers: { accept: 'text/html', ...headers } })

const logIn = (fields: Readonly<Record<string, string>>, headers = {}) =>
  sendForm(web.app, '/login', fields, headers)

describe('the set-up', () => {
  test('leads strangers to the form of the first account, and makes it once', async () => {
    expect((await get('/')).headers['location']).toBe('/login?next=%2F')
    expect((await get('/login')).headers['location']).toBe('/setup')
    const page = await get('/setup')
    expect(page.body).toContain('Set-up token')
    expect(page.body).not.toContain('href="/trash"')

    const wrong = await sendForm(web.app, '/setup', { 'setup-token': 'x', name: 'ada', password })
    expect(wrong.statusCode).toBe(401)
    const fields = { 'setup-token': setUpToken, name: 'ada' }
    const weak = await sendForm(web.app, '/setup', { ...fields, password: 'short' })
    expect(weak.statusCode).toBe(422)
    expect(weak.body).toContain('needs at least 12 characters')
    expect(weak.body).not.toContain('value="short"')

    const made = await sendForm(web.app, '/setup', { ...fields, password })
    expect(made.statusCode).toBe(303)
    const late = await sendForm(web.app, '/setup', { ...fields, name: 'eve', password })
    expect(late.body).toContain('PB_SETUP_DONE')
    expect((await get('/setup')).headers['location']).toBe('/login')
    expect((await web.store.accounts()).map(({ name }) => name)).toEqual(['ada'])
    expect((await get('/', { cookie: cookieOf(made) })).statusCode).toBe(200)
  })
})

describe('a login', () => {
  test('leads back to what was asked for, and never elsewhere', async () => {
    const good = await logIn({ name: 'ada', password, next: '/prompts/new?a=1' })
    expect(good.headers['location']).toBe('/prompts/new?a=1')
    for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
      expect((await logIn({ name: 'ada', password, next })).headers['location']).toBe('/')
    }
  })

  test('is kept by a cookie that no script reads, bound to the host wherever it came by https', async () => {
    const plain = await logIn({ name: 'ada', password }, { origin: 'http://localhost:80' })
    const [cookie = ''] = [plain.headers['set-cookie'] ?? ''].flat()
    expect(cookie).toMatch(
      /^promptbin-library=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax$/,
    )
    const host = 'prompts.example.org'
    const secure = await logIn({ name: 'ada', password }, { host, origin: `https://${host}` })
    expect(cookieOf(secure)).toMatch(/^__Host-promptbin-library=/)
    expect(String(secure.headers['set-cookie'])).toMatch(/; Secure$/)
    expect((await get('/', { cookie: cookieOf(secure), host })).statusCode).toBe(200)
  })

  test('that fails says the same of a name that is there and of one that is not, and hashes for both', async () => {
    const answers = await Promise.all([
      logIn({ name: 'ada', password: 'not the password' }),
      logIn({ name: 'nobody', password: 'not the password' }),
      logIn({ token: 'pbn_not-a-token' }),
    ])
    const told = answers.map(({ statusCode, body }) => ({
      statusCode,
      notice: /<div class="notice notice-bad"[\s\S]*?<\/div>\s*<\/div>/
        .exec(body)?.[0]
        .replace(/request <code>[^<]*/, ''),
    }))
    expect(told[0]?.statusCode).toBe(401)
    expect(told[0]?.notice).toContain('PB_LOGIN_REFUSED')
    expect(told[1]).toEqual(told[0])
    expect(told[2]).toEqual(told[0])
  })

  test('by a token lasts as long as the token', async () => {
    const { token } = (
      await web.app.inject({
        method: 'POST',
        url: '/api/v1/tokens',
        headers: { cookie: cookieOf(await logIn({ name: 'ada', password })) },
        payload: { name: 'browser', scopes: ['prompts:read'] },
      })
    ).json()
    const cookie = cookieOf(await logIn({ token }))
    expect((await get('/', { cookie })).statusCode).toBe(200)
    expect((await get('/tokens', { cookie })).statusCode).toBe(403)
    await web.store.revokeToken('browser')
    expect((await get('/', { cookie })).statusCode).toBe(303)
  })

  test('is shut for a while after several failures from one place, in which nobody is thrown out', async () => {
    const cookie = cookieOf(await logIn({ name: 'ada', password }))
    const from = (address: string, typed: string) =>
      web.app.inject({
        method: 'POST',
        url: '/login',
        remoteAddress: address,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ name: 'ada', password: typed }).toString(),
      })
    for (let time = 0; time < 5; time++) {
      expect((await from('192.0.2.66', 'a guess')).statusCode).toBe(401)
    }
    const shut = await from('192.0.2.66', password)
    expect(shut.statusCode).toBe(429)
    expect(shut.body).toContain('PB_LOGIN_CLOSED')
    expect((await from('192.0.2.67', password)).statusCode).toBe(303)
    expect((await get('/', { cookie })).statusCode).toBe(200)
  })

  test('of another site’s making is refused', async () => {
    const forged = await logIn({ name: 'ada', password }, { 'sec-fetch-site': 'cross-site' })
    expect(forged.statusCode).toBe(403)
    expect(forged.headers['set-cookie']).toBeUndefined()
    const older = await logIn(
      { name: 'ada', password },
      { 'sec-fetch-site': '', origin: 'https://evil.example' },
    )
    expect(older.statusCode).toBe(403)
  })
})

describe('somebody who is logged in', () => {
  const cookieFor = async () => cookieOf(await logIn({ name: 'ada', password }))

  test('sees where, ends that, and logs out', async () => {
    const [here, there] = [await cookieFor(), await cookieFor()]
    const page = await get('/account', { cookie: here })
    expect(page.body).toContain('Where you are logged in')
    const others = await sendForm(web.app, '/account/sessions/end-others', {}, { cookie: here })
    expect(others.statusCode).toBe(303)
    expect((await get('/', { cookie: there })).statusCode).toBe(303)
    expect((await get('/', { cookie: here })).statusCode).toBe(200)
    const out = await sendForm(web.app, '/logout', {}, { cookie: here })
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0')
    expect((await get('/', { cookie: here })).statusCode).toBe(303)
  })

  test('changes the password by the present one, and every other browser has to log in again', async () => {
    const [here, there] = [await cookieFor(), await cookieFor()]
    const wanted = 'vier kleine Katzen'
    const wrong = await sendForm(
      web.app,
      '/account/password',
      { present: 'no', wanted },
      { cookie: here },
    )
    expect(wrong.statusCode).toBe(401)
    const fields = { present: password, wanted }
    await sendForm(web.app, '/account/password', fields, { cookie: here })
    expect((await get('/', { cookie: here })).statusCode).toBe(200)
    expect((await get('/', { cookie: there })).statusCode).toBe(303)
    const back = { present: wanted, wanted: password }
    await sendForm(web.app, '/account/password', back, { cookie: here })
  })

  test('signs what is saved, whatever else is said', async () => {
    const cookie = await cookieFor()
    const saved = await web.app.inject({
      method: 'POST',
      url: '/api/v1/prompts',
      headers: { cookie, 'x-promptbin-author': 'somebody-else' },
      payload: { title: 'Mine', content: 'Hello.' },
    })
    expect(saved.json().version.author).toBe('account:ada')
  })

  test('makes a token on its page, where it is shown once', async () => {
    const cookie = await cookieFor()
    const fields = { name: 'laptop', scopes: 'prompts:read', folders: 'drafts', expiry: '30' }
    const made = await sendForm(web.app, '/tokens', fields, { cookie })
    expect(made.statusCode).toBe(201)
    const [token] = /pbn_[0-9A-Za-z]{38}/.exec(made.body) ?? []
    expect(token).toBeDefined()
    const list = await get('/tokens', { cookie })
    expect(list.body).toContain('in drafts')
    expect(list.body).not.toContain(token)
    const { id } = (await web.store.tokens()).find(({ name }) => name === 'laptop') ?? { id: '' }
    const renewed = await sendForm(web.app, `/tokens/${id}/rotate`, {}, { cookie })
    expect(/pbn_[0-9A-Za-z]{38}/.exec(renewed.body)?.[0]).not.toBe(token)
    await sendForm(web.app, `/tokens/${id}/revoke`, {}, { cookie })
    const nameless = await sendForm(web.app, '/tokens', { ...fields, name: 'A b' }, { cookie })
    expect(nameless.body).toContain('PB_NAME_INVALID')
  })

  test('makes accounts, gives them passwords and removes them', async () => {
    const cookie = await cookieFor()
    const fields = { name: 'grace', password: 'fünf kleine Katzen', scopes: 'prompts:read' }
    expect((await sendForm(web.app, '/accounts', fields, { cookie })).statusCode).toBe(303)
    const grace = { cookie: cookieOf(await logIn(fields)) }
    expect((await get('/accounts', grace)).statusCode).toBe(403)
    const renewed = { 'password-of': 'sechs kleine Katzen' }
    await sendForm(web.app, '/accounts/grace/password', renewed, { cookie })
    expect((await get('/', grace)).statusCode).toBe(303)
    const again = { name: 'grace', password: 'sechs kleine Katzen' }
    expect((await logIn(again)).statusCode).toBe(303)
    await sendForm(web.app, '/accounts/grace/remove', {}, { cookie })
    expect((await logIn(again)).statusCode).toBe(401)
  })
})

test('nothing of a password, a token or a cookie stands in the log', async () => {
  const text = JSON.stringify(web.log)
  for (const secret of [password, setUpToken, 'pbn_not-a-token']) expect(text).not.toContain(secret)
})

test('where no login is asked for the pages are as they were', async () => {
  const { openTestApp } = await import('../test-app.ts')
  const open = await openTestApp()
  await savePrompt(open.app)
  expect((await open.app.inject({ url: '/login' })).headers['location']).toBe('/')
  const account = await open.app.inject({ url: '/account' })
  expect(account.body).toContain('everybody on this machine')
  await open.close()
})
