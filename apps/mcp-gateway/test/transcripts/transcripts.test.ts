import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb, type Web } from '../web.ts'
import { legacySteps } from './legacy-steps.ts'
import { modernSteps } from './modern-steps.ts'
import { talkOverHttp } from './over-http.ts'
import { talkOverStdio } from './over-stdio.ts'

let web: Web
let withSessions: Gateway
let stateless: Gateway

beforeAll(async () => {
  web = await startWeb()
  // A single prompt, so that its use changes no order.
  await web.save({
    name: 'greeting',
    title: 'Greeting',
    description: 'Says hello.',
    content: 'Hello {{name}} from {{city}}, grüß dich – 你好',
    variables: [
      { name: 'name', description: 'Who is greeted.', required: true },
      { name: 'city', type: 'enum', options: ['Paris', 'Prague', 'Rome'], default: 'Rome' },
    ],
  })
  withSessions = await startGateway({ webUrl: web.url })
  stateless = await startGateway({ webUrl: web.url, hosting: { legacy: 'stateless' } })
})

afterAll(async () => {
  await withSessions?.stop()
  await stateless?.stop()
  await web?.stop()
})

/** To renew them: `npx vitest run test/transcripts -u`; then read what changed. */
const golden = (name: string) => `./golden/${name}.txt`

const mcpOf = ({ url }: Gateway) => new URL('/mcp', url).href

describe.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])('%s', (version) => {
  test('over HTTP with a session is answered as ever', async () => {
    const transcript = await talkOverHttp(mcpOf(withSessions), version, legacySteps(version))
    await expect(transcript).toMatchFileSnapshot(golden(`${version}-http-session`))
  })

  test('over HTTP without a session is answered as ever', async () => {
    const transcript = await talkOverHttp(mcpOf(stateless), version, legacySteps(version))
    await expect(transcript).toMatchFileSnapshot(golden(`${version}-http-stateless`))
  })

  test('over stdio is answered as ever', async () => {
    const transcript = await talkOverStdio(web.url, legacySteps(version))
    await expect(transcript).toMatchFileSnapshot(golden(`${version}-stdio`))
  })
})

describe('2026-07-28', () => {
  test('over HTTP is answered as ever, whatever becomes of older clients', async () => {
    const [transcript, other] = await Promise.all(
      [withSessions, stateless].map((gateway) =>
        talkOverHttp(mcpOf(gateway), '2026-07-28', modernSteps),
      ),
    )
    expect(other).toBe(transcript)
    await expect(transcript).toMatchFileSnapshot(golden('2026-07-28-http'))
  })

  test('over stdio is answered as ever', async () => {
    const transcript = await talkOverStdio(web.url, modernSteps)
    await expect(transcript).toMatchFileSnapshot(golden('2026-07-28-stdio'))
  })
})
