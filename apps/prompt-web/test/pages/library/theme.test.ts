import { describe, expect, test } from 'vitest'
import { send, startTestApp } from '../../test-app.ts'
import { open } from '../browse.ts'
import { postFrom } from './forms.ts'

const withCookie = async (cookie: string) => {
  const { app } = await startTestApp()
  return send(app, 'GET', '/trash', { headers: { accept: 'text/html', cookie } })
}

describe('the colours', () => {
  test('follow the device unless they are chosen', async () => {
    const { app } = await startTestApp()
    const { body } = await open(app, '/trash')
    expect(body).toContain('<html lang="en">')
    expect(body).toContain('<meta name="color-scheme" content="light dark">')
  })

  test('are those that the cookie chooses, from the first byte on', async () => {
    const { body } = await withCookie('a=b; promptbin-theme=dark')
    expect(body).toContain('<html lang="en" data-theme="dark">')
    expect(body).toContain('<meta name="color-scheme" content="dark">')
  })

  test.each(['promptbin-theme="><script>', 'promptbin-theme=', 'promptbin-themes=dark', '=;;'])(
    'follow the device where the cookie is no choice: %s',
    async (cookie) => {
      expect((await withCookie(cookie)).body).toContain('<html lang="en">')
    },
  )

  test('are chosen by a form that leads back to its page', async () => {
    const { app } = await startTestApp()
    const answer = await postFrom(app, '/trash?x=1', '/theme', [['theme', 'dark']])
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/trash?x=1')
    expect(answer.headers['set-cookie']).toBe(
      'promptbin-theme=dark; Path=/; Max-Age=31536000; SameSite=Lax',
    )
  })

  test('follow the device again, and the cookie is gone', async () => {
    const { app } = await startTestApp()
    const answer = await postFrom(app, '/', '/theme', [['theme', 'system']])
    expect(answer.headers['set-cookie']).toContain('Max-Age=0')
  })
})
