import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FastLayer } from '../../src/fast/fast-path.ts'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb, type Web } from '../web.ts'
import { generatedRequest, rawOf } from './generated.ts'
import { generatedId } from './generated-json.ts'
import { rawPost } from './raw-post.ts'

let web: Web
let fast: Gateway
let slow: Gateway

const servedBy = async ({ url }: Gateway): Promise<Readonly<Record<FastLayer, number>>> => {
  const status = (await (await fetch(`${url}/mcp-status`)).json()) as {
    fastPath: { served: Record<FastLayer, number> }
  }
  return status.fastPath.served
}

beforeAll(async () => {
  web = await startWeb()
  await web.save({ name: 'greeting', title: 'Greeting', content: 'Have some tea.', tags: ['teas'] })
  await web.save({
    name: 'needs-topic',
    title: 'Topic',
    content: 'About {{topic}}.',
    variables: [{ name: 'topic', description: 'What about', required: true }],
  })
  await web.save({ name: 'umlaut', title: 'Grüße', content: 'Tee: 茶 🍵 "so" \\ {{x}}' })
  const profiles = [{ name: 'teas', tag: 'teas', readOnly: true }]
  fast = await startGateway({ webUrl: web.url, profiles })
  slow = await startGateway({ webUrl: web.url, profiles, fastPath: false })
})

afterAll(async () => {
  await fast.stop()
  await slow.stop()
  await web.stop()
})

test('whatever is asked, the fast path answers what the SDK does, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      generatedRequest,
      fc.array(generatedId, { minLength: 2, maxLength: 3 }),
      async (request, ids) => {
        for (const id of ids) {
          const raw = rawOf(request, id)
          const [ours, theirs] = await Promise.all([rawPost(fast.url, raw), rawPost(slow.url, raw)])
          expect(ours).toEqual(theirs)
        }
      },
    ),
    { numRuns: 600 },
  )
  const { bytes, mux, sdk } = await servedBy(fast)
  // Otherwise only one way would have been tried.
  expect(bytes).toBeGreaterThan(50)
  expect(mux).toBeGreaterThan(50)
  expect(sdk).toBeGreaterThan(50)
})
